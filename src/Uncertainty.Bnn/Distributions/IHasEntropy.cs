using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>A distribution whose entropy is known.</summary>
public interface IHasEntropy
{
    /// <summary>
    /// [B…] entropy in nats: −Σ p ln p where values are discrete, else the differential one, −∫ p ln p, which may be negative. New tensor.
    /// </summary>
    Tensor Entropy();
}
