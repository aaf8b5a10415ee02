namespace Uncertainty.Evaluation;

/// <summary>What a network was trained for.</summary>
public enum UncertaintyTask
{
    /// <summary>One of C classes.</summary>
    Classification,

    /// <summary>D real numbers.</summary>
    Regression,
}
