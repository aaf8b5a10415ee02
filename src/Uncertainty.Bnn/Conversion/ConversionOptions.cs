namespace Uncertainty.Bnn;

/// <summary>How <see cref="ModuleConversion.ToBayesian"/> makes a trained network's weights random.</summary>
public sealed record ConversionOptions
{
    private readonly WeightEstimator _estimator = WeightEstimator.Flipout;
    private readonly double _deviation = 0.02;
    private readonly double? _relativeDeviation;

    /// <summary>
    /// Names of the layers to convert, as the module tree has them ("classifier.2"): Linear, Conv1d, Conv2d, Conv3d or ConvTranspose2d.
    /// Default null, all of these.
    /// </summary>
    public IReadOnlyList<string>? Layers { get; init; }

    /// <summary>How random outputs are made in training mode. Default <see cref="WeightEstimator.Flipout"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no estimator.</exception>
    public WeightEstimator Estimator
    {
        get => _estimator;
        init => _estimator = Guard.Named(value, nameof(Estimator));
    }

    /// <summary>The prior over each weight, or, with <see cref="PriorAtTrainedWeights"/>, over its distance from where it was. Default N(0, 1).</summary>
    public WeightPrior Prior { get; init; } = new NormalPrior();

    /// <summary>
    /// Centres the prior on the trained weights, so that the network may only move away from them as far as the data ask for it. Default
    /// false: centred as <see cref="Prior"/> is.
    /// </summary>
    /// <remarks>Krishnan, Subedar, Tickoo, "Specifying Weight Priors in Bayesian Deep Neural Networks with Empirical Bayes" (MOPED), AAAI 2020.</remarks>
    public bool PriorAtTrainedWeights { get; init; }

    /// <summary>
    /// Standard deviation σ of the weights' posterior before training; with <see cref="RelativeDeviation"/> the least one. Default 0.02;
    /// greater than 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double Deviation
    {
        get => _deviation;
        init => _deviation = Guard.Positive(value, nameof(Deviation));
    }

    /// <summary>
    /// Share δ of each weight that its standard deviation is before training: σ = max(δ |w|, <see cref="Deviation"/>). Default null, the same σ
    /// for all; otherwise greater than 0. MOPED takes 0.05 to 0.2.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double? RelativeDeviation
    {
        get => _relativeDeviation;
        init => _relativeDeviation = value is { } share ? Guard.Positive(share, nameof(RelativeDeviation)) : null;
    }
}
