namespace Uncertainty.Evaluation;

/// <summary>Counts confidences, and how often they are right, into bins.</summary>
internal abstract class ReliabilityTally
{
    /// <summary>Takes in a confidence in [0, 1], or a rounding above.</summary>
    public abstract void Add(double confidence, bool correct);

    /// <summary>The bins in order of confidence, empty ones too.</summary>
    public abstract ReliabilityBin[] Bins();

    /// <param name="bins">M, at least 1.</param>
    /// <param name="binning">Which confidences share one.</param>
    /// <param name="distinct">How many confidences are kept apart where bins are of equal counts.</param>
    public static ReliabilityTally Of(int bins, Binning binning, int distinct)
    {
        Guard.AtLeast(bins, 1);
        return binning switch
        {
            Binning.RightClosed or Binning.LeftClosed => new EqualWidthTally(bins, binning),
            Binning.EqualCount => new EqualCountTally(bins, distinct),
            _ => throw new ArgumentOutOfRangeException(nameof(binning), binning, "must be a named binning."),
        };
    }
}
