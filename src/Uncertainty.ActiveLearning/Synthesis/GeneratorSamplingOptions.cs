namespace Uncertainty.ActiveLearning;

/// <summary>How <see cref="QuerySynthesis.Sample"/> draws from a generator.</summary>
public sealed record GeneratorSamplingOptions
{
    private readonly int _candidates = 1000;
    private readonly int _batchSize = 256;

    /// <summary>Number of inputs that are made to choose from. Default 1000; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Candidates
    {
        get => _candidates;
        init => _candidates = Guard.AtLeast(value, 1, nameof(Candidates));
    }

    /// <summary>Inputs that are made and looked at together. Default 256; at least 1. No result depends on it beyond rounding.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int BatchSize
    {
        get => _batchSize;
        init => _batchSize = Guard.AtLeast(value, 1, nameof(BatchSize));
    }

    /// <summary>Seed of the latents, and of the choice. Default 0. Candidate i of a seed is the same whatever their number.</summary>
    public long Seed { get; init; }
}
