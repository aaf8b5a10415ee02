namespace Uncertainty.Ood;

/// <summary>How <see cref="ElboDetector"/> estimates.</summary>
public sealed record ElboDetectorOptions
{
    private readonly int _draws = 10;

    /// <summary>Which bound. Default <see cref="LikelihoodBound.Elbo"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the two.</exception>
    public LikelihoodBound Bound
    {
        get;
        init => field = Guard.Named(value, nameof(Bound));
    }

    /// <summary>Number of latents K. Default 10; at least 1. Each costs a pass of the decoder.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Draws
    {
        get => _draws;
        init => _draws = Guard.AtLeast(value, 1, nameof(Draws));
    }

    /// <summary>Seed of the noise. Default 0.</summary>
    public long Seed { get; init; }
}
