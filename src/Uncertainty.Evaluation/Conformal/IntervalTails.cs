namespace Uncertainty.Evaluation;

/// <summary>How intervals are widened.</summary>
public enum IntervalTails
{
    /// <summary>By one threshold on both sides, for a share of α in all.</summary>
    Symmetric,

    /// <summary>
    /// By a threshold of its own on each side, for a share of α/2 each: targets are above as often as below, at the price of wider
    /// intervals and of ⌈2/α⌉ - 1 calibration inputs at least.
    /// </summary>
    Asymmetric,
}
