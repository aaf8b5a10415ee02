using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>A continuous distribution whose distribution function has a known inverse.</summary>
public interface IHasInverseCdf
{
    /// <summary>The quantile: the x with P(X ≤ x) = p. The ends of the support, which may be infinite, for 0 and 1.</summary>
    /// <param name="probability">Probabilities p in [0, 1] that broadcast with [B…].</param>
    /// <returns>New tensor of the broadcast shape.</returns>
    /// <exception cref="ArgumentException"><paramref name="probability"/> is not in [0, 1], or not of the parameters' type.</exception>
    Tensor InverseCdf(Tensor probability);
}
