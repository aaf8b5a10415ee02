using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty;

/// <summary>Entropies in nats.</summary>
internal static class Shannon
{
    /// <summary>-Σ p ln p along a dimension, which goes; 0 ln 0 is 0. In the current dispose scope.</summary>
    public static Tensor Entropy(Tensor probabilities, long dim)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return torch.xlogy(probabilities, probabilities).sum(dim).neg().MoveToOuterDisposeScope();
    }
}
