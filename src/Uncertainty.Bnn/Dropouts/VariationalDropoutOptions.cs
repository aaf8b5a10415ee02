namespace Uncertainty.Bnn;

/// <summary>How a <see cref="VariationalDropout"/> learns its noise.</summary>
public sealed record VariationalDropoutOptions
{
    private readonly double _initialAlpha = 0.1;

    /// <summary>Variance α of the noise before training. Default 0.1, that of dropout at rate 0.09; greater than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double InitialAlpha
    {
        get => _initialAlpha;
        init => _initialAlpha = Guard.Positive(value, nameof(InitialAlpha));
    }

    /// <summary>Whether all units of the layer share one α. Default false, each has its own.</summary>
    public bool SharedAlpha { get; init; }
}
