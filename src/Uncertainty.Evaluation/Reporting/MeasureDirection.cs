namespace Uncertainty.Evaluation;

/// <summary>Which values of a measure are better.</summary>
public enum MeasureDirection
{
    /// <summary>Neither: the measure describes.</summary>
    None,

    /// <summary>Higher is better.</summary>
    Higher,

    /// <summary>Lower is better.</summary>
    Lower,

    /// <summary>Nearer to 0 is better.</summary>
    Zero,

    /// <summary>Nearer to 1 is better.</summary>
    One,
}
