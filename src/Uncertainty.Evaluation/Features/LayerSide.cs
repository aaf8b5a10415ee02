namespace Uncertainty.Evaluation;

/// <summary>Which side of a layer is read.</summary>
internal enum LayerSide
{
    /// <summary>What it is given.</summary>
    Input,

    /// <summary>What it gives.</summary>
    Output,
}
