namespace Uncertainty.Bnn;

/// <summary>How <see cref="StochasticGradientHamiltonianMonteCarlo.Train"/> runs its chain.</summary>
public sealed record StochasticGradientHamiltonianMonteCarloOptions : MarkovChainOptions
{
    private readonly double _momentum = 0.9;

    /// <summary>
    /// μ, the share of the velocity that each step keeps; the friction α is 1 − μ. Default 0.9; in [0, 1). With 0 the chain is that of
    /// <see cref="StochasticGradientLangevin"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not at least 0 and below 1.</exception>
    public double Momentum
    {
        get => _momentum;
        init => _momentum = value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Momentum), value, "must be at least 0 and below 1.");
    }

    internal override double Inertia => Momentum;
}
