namespace Uncertainty.Bnn;

/// <summary>How a <see cref="BayesianLayer"/> holds its weights and is trained.</summary>
public sealed record BayesianLayerOptions
{
    private readonly WeightEstimator _estimator = WeightEstimator.Flipout;
    private readonly double _initialDeviation = 0.02;

    /// <summary>How random outputs are made in training mode. Default <see cref="WeightEstimator.Flipout"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no estimator.</exception>
    public WeightEstimator Estimator
    {
        get => _estimator;
        init => _estimator = Guard.Named(value, nameof(Estimator));
    }

    /// <summary>The prior over each weight. Default N(0, 1).</summary>
    public WeightPrior Prior { get; init; } = new NormalPrior();

    /// <summary>
    /// Standard deviation σ of every weight's posterior before training. Default 0.02; greater than 0. Their means start as torch starts the
    /// weights of the plain layer, uniform in ±1/√(fan-in).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double InitialDeviation
    {
        get => _initialDeviation;
        init => _initialDeviation = Guard.Positive(value, nameof(InitialDeviation));
    }
}
