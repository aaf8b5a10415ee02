namespace Uncertainty.Bnn;

/// <summary>The two parts of a negative evidence lower bound as numbers, for each training example.</summary>
/// <param name="NegativeLogLikelihood">
/// Mean over the examples of −ln p(y | x, w), of an autoencoder −ln p(x | z); in nats for a loss in nats.
/// </param>
/// <param name="Kl">
/// KL(q ‖ p) in nats, not weighted: the sum over all weights, of an autoencoder the mean over the examples of the latents'.
/// </param>
/// <param name="KlWeight">What the divergence is multiplied by: 1/N, of an autoencoder β, times the annealing factor.</param>
public readonly record struct ElboValue(double NegativeLogLikelihood, double Kl, double KlWeight)
{
    /// <summary>What is lowered: the one plus the weighted other.</summary>
    public double Loss => NegativeLogLikelihood + (KlWeight * Kl);
}
