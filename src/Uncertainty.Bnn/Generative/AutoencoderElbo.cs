using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>An autoencoder's evidence lower bound for each of N inputs, in nats, with its gradient. Owns its tensors.</summary>
public sealed class AutoencoderElbo : IDisposable
{
    internal AutoencoderElbo(Tensor reconstruction, Tensor kl, double beta)
    {
        Reconstruction = reconstruction.DetachFromDisposeScope();
        Kl = kl.DetachFromDisposeScope();
        Beta = beta;
        using DisposeScope scope = torch.NewDisposeScope();
        Value = (reconstruction - (kl * beta)).DetachFromDisposeScope();
    }

    /// <summary>[N] ln p(x | z) at one draw z of q(z | x), summed over the input's values.</summary>
    public Tensor Reconstruction { get; }

    /// <summary>[N] KL(q(z | x) ‖ N(0, I)), not weighted; at least 0.</summary>
    public Tensor Kl { get; }

    /// <summary>What the divergence is multiplied by in <see cref="Value"/>.</summary>
    public double Beta { get; }

    /// <summary>
    /// [N] <see cref="Reconstruction"/> − β · <see cref="Kl"/>. For β of at least 1 its expectation over the draws is at most ln p(x).
    /// </summary>
    public Tensor Value { get; }

    /// <summary>Gives the tensors back.</summary>
    public void Dispose()
    {
        Reconstruction.Dispose();
        Kl.Dispose();
        Value.Dispose();
    }
}
