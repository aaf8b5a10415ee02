namespace Uncertainty.Evaluation;

/// <summary>How <see cref="ClassificationAccumulator"/> and <see cref="Metrics"/> measure a classifier.</summary>
public sealed record ClassificationMetricOptions
{
    private readonly int _bins = ReliabilityDiagram.DefaultBins;
    private readonly Binning _binning = Binning.RightClosed;
    private readonly int? _topClasses;
    private readonly int _distinctConfidences = ScoreSketch.DefaultCapacity;

    /// <summary>Number of bins M of every calibration error. Default 15; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Bins
    {
        get => _bins;
        init => _bins = Guard.AtLeast(value, 1, nameof(Bins));
    }

    /// <summary>
    /// Where a probability on the edge between bins of equal width goes: <see cref="Binning.RightClosed"/>, the default, or
    /// <see cref="Binning.LeftClosed"/>. The adaptive error has bins of equal counts whatever is said here.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither.</exception>
    public Binning Binning
    {
        get => _binning;
        init => _binning = value is Binning.RightClosed or Binning.LeftClosed
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Binning), value, "must be RightClosed or LeftClosed.");
    }

    /// <summary>K of the top-K accuracy. Default null: 5, or all classes but one where there are fewer. Otherwise at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? TopClasses
    {
        get => _topClasses;
        init => _topClasses = value is { } top ? Guard.AtLeast(top, 1, nameof(TopClasses)) : null;
    }

    /// <summary>
    /// How many confidences an accumulator keeps apart for the numbers that need their order, at up to 180 bytes each. Default 32,768; at least 16.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 16.</exception>
    public int DistinctConfidences
    {
        get => _distinctConfidences;
        init => _distinctConfidences = Guard.AtLeast(value, ScoreSketch.LeastCapacity, nameof(DistinctConfidences));
    }
}
