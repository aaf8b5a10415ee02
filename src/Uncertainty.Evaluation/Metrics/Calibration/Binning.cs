namespace Uncertainty.Evaluation;

/// <summary>Which confidences share a bin.</summary>
public enum Binning
{
    /// <summary>M bins of equal width, (a, b]: a confidence on an edge k/M belongs to the lower one; 0 to the first bin.</summary>
    RightClosed,

    /// <summary>M bins of equal width, [a, b): a confidence on an edge k/M belongs to the upper one; confidences of exactly 1 have a bin more.</summary>
    LeftClosed,

    /// <summary>
    /// M bins of equal counts, by rising confidence: the first N mod M hold one more. Of equal confidences those that came first enter the lower
    /// bin; in a <see cref="ReliabilityAccumulator"/> they are split evenly.
    /// </summary>
    EqualCount,
}
