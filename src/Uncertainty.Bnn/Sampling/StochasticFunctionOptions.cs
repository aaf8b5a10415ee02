namespace Uncertainty.Bnn;

/// <summary>How <see cref="StochasticFunction"/> draws.</summary>
public sealed record StochasticFunctionOptions : SamplingOptions
{
    private readonly int _draws = 50;

    /// <summary>Number of draws S. Default 50; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Draws
    {
        get => _draws;
        init => _draws = Guard.AtLeast(value, 1, nameof(Draws));
    }

    /// <summary>
    /// Seed of torch's global generator: before each call of draw s it is seeded with the child s. Default 0. The draws of a seed are the
    /// same on every run with one <see cref="SamplingOptions.BatchSize"/>.
    /// </summary>
    public long Seed { get; init; }
}
