namespace Uncertainty.Evaluation;

/// <summary>How <see cref="GaussianAccumulator"/> and <see cref="Metrics"/> measure normal predictions.</summary>
public sealed record GaussianMetricOptions
{
    /// <summary>Number of levels of a calibration curve where none is given.</summary>
    public const int DefaultLevels = 100;

    private readonly int _levels = DefaultLevels;
    private readonly int _bins = 10;
    private readonly double _mass = 0.95;
    private readonly int _distinctVariances = ScoreSketch.DefaultCapacity;

    /// <summary>Number of levels of the calibration curves, spread evenly over [0, 1]. Default 100; at least 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 2.</exception>
    public int Levels
    {
        get => _levels;
        init => _levels = Guard.AtLeast(value, 2, nameof(Levels));
    }

    /// <summary>Number of bins of equal width for the calibration of variances. Default 10; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Bins
    {
        get => _bins;
        init => _bins = Guard.AtLeast(value, 1, nameof(Bins));
    }

    /// <summary>Mass of the central interval whose coverage, width and score are measured. Default 0.95; between 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public double IntervalMass
    {
        get => _mass;
        init => _mass = value is > 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(IntervalMass), value, "must be greater than 0 and less than 1.");
    }

    /// <summary>
    /// How many variances an accumulator keeps apart for the calibration of variances, at up to 180 bytes each. Default 32,768; at least 16.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 16.</exception>
    public int DistinctVariances
    {
        get => _distinctVariances;
        init => _distinctVariances = Guard.AtLeast(value, ScoreSketch.LeastCapacity, nameof(DistinctVariances));
    }
}
