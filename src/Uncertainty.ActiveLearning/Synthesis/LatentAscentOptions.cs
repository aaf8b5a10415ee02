namespace Uncertainty.ActiveLearning;

/// <summary>How <see cref="QuerySynthesis.Ascend"/> moves latents.</summary>
public sealed record LatentAscentOptions
{
    private readonly int _startsPerInput = 4;
    private readonly int _steps = 100;
    private readonly double _learningRate = 0.05;
    private readonly LatentRegion _region = LatentRegion.Ball;
    private readonly double _regionShare = 0.95;
    private readonly double _priorWeight;
    private readonly int _batchSize = 64;

    /// <summary>Number of starts for each input that is asked for. Default 4; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int StartsPerInput
    {
        get => _startsPerInput;
        init => _startsPerInput = Guard.AtLeast(value, 1, nameof(StartsPerInput));
    }

    /// <summary>Steps from each start. Default 100; at least 1. Each costs the draws of one input with their gradient.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Steps
    {
        get => _steps;
        init => _steps = Guard.AtLeast(value, 1, nameof(Steps));
    }

    /// <summary>Learning rate of Adam: about how far a latent moves in one step. Default 0.05; finite and greater than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double LearningRate
    {
        get => _learningRate;
        init => _learningRate = Guard.Positive(value, nameof(LearningRate));
    }

    /// <summary>Where latents are kept, starts among them: what is outside is put on the border. Default <see cref="LatentRegion.Ball"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no region.</exception>
    public LatentRegion Region
    {
        get => _region;
        init => _region = Guard.Named(value, nameof(Region));
    }

    /// <summary>Share of the prior N(0, I) that the region holds. Default 0.95; in (0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in (0, 1).</exception>
    public double RegionShare
    {
        get => _regionShare;
        init => _regionShare = Guard.Inside(value, nameof(RegionShare));
    }

    /// <summary>
    /// Weight λ of the prior in what rises: score − λ ½ ‖z‖², ln p(z) but for a constant. Default 0, the score alone; finite and at least 0. In
    /// the unit of the score for each nat.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and at least 0.</exception>
    public double PriorWeight
    {
        get => _priorWeight;
        init => _priorWeight = Guard.InRange(value, 0, double.MaxValue, nameof(PriorWeight));
    }

    /// <summary>
    /// Starts that are moved together. Default 64; at least 1. It decides how much memory the gradients take; no result depends on it beyond
    /// rounding.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int BatchSize
    {
        get => _batchSize;
        init => _batchSize = Guard.AtLeast(value, 1, nameof(BatchSize));
    }

    /// <summary>Seed of the starts. Default 0. Start i of a seed is the same whatever their number.</summary>
    public long Seed { get; init; }
}
