namespace Uncertainty.Bnn;

/// <summary>How <see cref="Swag"/> draws.</summary>
public sealed record SwagOptions : SamplingOptions
{
    private readonly int _draws = 30;
    private readonly double _scale = 0.5;

    /// <summary>Number of posterior draws S. Default 30; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Draws
    {
        get => _draws;
        init => _draws = Guard.AtLeast(value, 1, nameof(Draws));
    }

    /// <summary>Seed of the draws. Default 0; draw s of one seed is the same on every run.</summary>
    public long Seed { get; init; }

    /// <summary>
    /// Factor of the covariance, which is the sum of the diagonal part and the part of low rank. Default ½, for which the sum of the two is their
    /// mean; greater than 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double Scale
    {
        get => _scale;
        init => _scale = Guard.Positive(value, nameof(Scale));
    }
}
