namespace Uncertainty.Bnn;

/// <summary>How <see cref="StochasticGradientLangevin.Train"/> runs its chain.</summary>
public sealed record StochasticGradientLangevinOptions : MarkovChainOptions
{
    internal override double Inertia => 0;
}
