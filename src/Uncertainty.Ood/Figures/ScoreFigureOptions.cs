using Uncertainty.Evaluation;

namespace Uncertainty.Ood;

/// <summary>How <see cref="ScoreFigures"/> show scores, which may have heavy tails.</summary>
public sealed record ScoreFigureOptions
{
    private readonly int _bins = HistogramFigures.DefaultBins;
    private readonly double _centralShare = 1;

    /// <summary>Number of bins. Default 40; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Bins
    {
        get => _bins;
        init => _bins = Guard.AtLeast(value, 1, nameof(Bins));
    }

    /// <summary>
    /// Whether bins are of equal width in the logarithm of the scores, which must all be greater than 0: for distances, of which those of outliers may
    /// be a thousand times those of inliers. Default false.
    /// </summary>
    public bool Logarithmic { get; init; }

    /// <summary>
    /// Share of the scores of each set, in its middle, that the bins cover at least; in (0, 1]. What lies beyond counts into the first and the last
    /// bin, and the figure says how much it is. Default 1: all scores.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in (0, 1].</exception>
    public double CentralShare
    {
        get => _centralShare;
        init => _centralShare = value is > 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(CentralShare), value, "must be greater than 0 and at most 1.");
    }
}
