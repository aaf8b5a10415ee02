namespace Uncertainty.Bnn;

/// <summary>How <see cref="VariationalNetwork"/> draws.</summary>
public sealed record VariationalNetworkOptions : SamplingOptions
{
    private readonly int _draws = 50;

    /// <summary>Number of posterior draws S. Default 50; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Draws
    {
        get => _draws;
        init => _draws = Guard.AtLeast(value, 1, nameof(Draws));
    }

    /// <summary>Seed of the weights. Default 0; draw s of one seed is the same on every run.</summary>
    public long Seed { get; init; }
}
