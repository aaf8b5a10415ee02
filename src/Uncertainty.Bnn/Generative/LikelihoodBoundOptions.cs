namespace Uncertainty.Bnn;

/// <summary>How <see cref="VariationalAutoencoder.LogLikelihoodBound"/> draws.</summary>
public sealed record LikelihoodBoundOptions : SamplingOptions
{
    private readonly int _draws = 50;

    /// <summary>
    /// Number of latents K that are drawn for each input. Default 50; at least 1. The more, the tighter the bound, and the longer it
    /// takes: K passes of the decoder.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Draws
    {
        get => _draws;
        init => _draws = Guard.AtLeast(value, 1, nameof(Draws));
    }

    /// <summary>Seed of the latents. Default 0; draw k of one seed is the same whatever their number.</summary>
    public long Seed { get; init; }
}
