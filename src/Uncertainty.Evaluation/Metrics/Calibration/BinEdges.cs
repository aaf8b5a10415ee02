namespace Uncertainty.Evaluation;

/// <summary>Which bin a confidence belongs to that lies on the edge k/M between two of M bins.</summary>
public enum BinEdges
{
    /// <summary>The lower one: M bins (a, b]. A confidence of 0 is in the first bin.</summary>
    RightClosed,

    /// <summary>The upper one: M bins [a, b), and one more for confidences of exactly 1.</summary>
    LeftClosed,
}
