namespace Uncertainty.Bnn;

/// <summary>How a <see cref="ConcreteDropout"/> learns its rate.</summary>
public sealed record ConcreteDropoutOptions
{
    private readonly double _initialRate = 0.1;
    private readonly double _temperature = 0.1;
    private readonly double _lengthScale = 0.01;

    /// <summary>Rate p before training, the share of units dropped. Default 0.1; in (0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in (0, 1).</exception>
    public double InitialRate
    {
        get => _initialRate;
        init => _initialRate = Guard.Inside(value, nameof(InitialRate));
    }

    /// <summary>
    /// Temperature of the relaxed masks of training: the lower, the closer to zeros and ones and the noisier the gradient. Default 0.1;
    /// greater than 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double Temperature
    {
        get => _temperature;
        init => _temperature = Guard.Positive(value, nameof(Temperature));
    }

    /// <summary>
    /// Length scale l of the prior: N(0, 1 / l²) over each weight. Default 0.01, a standard deviation of 100; greater than 0. The larger, the
    /// smaller the weights and the lower the rate.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double LengthScale
    {
        get => _lengthScale;
        init => _lengthScale = Guard.Positive(value, nameof(LengthScale));
    }
}
