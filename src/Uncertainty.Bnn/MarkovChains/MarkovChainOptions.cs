namespace Uncertainty.Bnn;

/// <summary>
/// How a Markov chain over a network's weights is run, and how predictions are drawn from its samples: <see cref="SamplingOptions.BatchSize"/>
/// and <see cref="SamplingOptions.MemoryLimit"/> are of the predictions alone, as the chain takes the batches that it is given.
/// </summary>
public abstract record MarkovChainOptions : SamplingOptions
{
    private readonly int _draws = 30;
    private readonly int _steps = 10_000;
    private readonly int _burnIn;
    private readonly double _priorPrecision = 1;
    private readonly double _temperature = 1;
    private readonly LearningRateSchedule _schedule = new CyclicalSchedule();

    private protected MarkovChainOptions()
    {
    }

    /// <summary>
    /// Number of posterior draws S, the samples that are kept. Default 30; at least 1. They are spread evenly over the steps in which the
    /// chain samples, the last of them at the last of these: of L such steps every (L / S)-th is kept.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Draws
    {
        get => _draws;
        init => _draws = Guard.AtLeast(value, 1, nameof(Draws));
    }

    /// <summary>Number of steps, each by one batch. Default 10,000; at least 1. The batches are gone through as often as that takes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Steps
    {
        get => _steps;
        init => _steps = Guard.AtLeast(value, 1, nameof(Steps));
    }

    /// <summary>
    /// Number of steps at the start from which no sample is kept, though they have noise. Default 0, enough for a <see cref="CyclicalSchedule"/>,
    /// which explores first; other schedules need it, unless the network is trained already. At least 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0.</exception>
    public int BurnIn
    {
        get => _burnIn;
        init => _burnIn = Guard.AtLeast(value, 0, nameof(BurnIn));
    }

    /// <summary>The learning rates, and in which steps the chain samples. Default <see cref="CyclicalSchedule"/> with its defaults.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public LearningRateSchedule Schedule
    {
        get => _schedule;
        init => _schedule = Guard.NotNull(value, nameof(Schedule));
    }

    /// <summary>
    /// δ of the prior N(0, 1/δ) over each weight, biases among them. Default 1; at least 0, which is a flat prior. To gradient descent on
    /// the mean loss it is a weight decay of δ / N.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and at least 0.</exception>
    public double PriorPrecision
    {
        get => _priorPrecision;
        init => _priorPrecision = AtLeastZero(value, nameof(PriorPrecision));
    }

    /// <summary>
    /// T: the samples are those of the posterior to the power of 1/T. Default 1, the posterior itself; at least 0, with no noise at all.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and at least 0.</exception>
    public double Temperature
    {
        get => _temperature;
        init => _temperature = AtLeastZero(value, nameof(Temperature));
    }

    /// <summary>Seed of the noise, and of what draws from torch's global generator, such as a shuffle. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>The share of each step that is kept for the next.</summary>
    internal abstract double Inertia { get; }

    private static double AtLeastZero(double value, string name) =>
        value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "must be finite and at least 0.");
}
