namespace Uncertainty.Bnn;

/// <summary>The two parts of a negative evidence lower bound as numbers, for each training example.</summary>
/// <param name="NegativeLogLikelihood">Mean of −ln p(y | x, w) over the examples, in nats for a loss in nats.</param>
/// <param name="Kl">Sum of KL(q ‖ p) over all weights, in nats; not weighted.</param>
/// <param name="KlWeight">What the divergence is multiplied by: 1/N times the annealing factor.</param>
public readonly record struct ElboValue(double NegativeLogLikelihood, double Kl, double KlWeight)
{
    /// <summary>What is lowered: the one plus the weighted other.</summary>
    public double Loss => NegativeLogLikelihood + (KlWeight * Kl);
}
