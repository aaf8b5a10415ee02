using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>The negative evidence lower bound of a batch, for each training example, with its gradient. Owns its tensors.</summary>
public sealed class ElboTerms : IDisposable
{
    internal ElboTerms(Tensor negativeLogLikelihood, Tensor kl, double klWeight)
    {
        NegativeLogLikelihood = negativeLogLikelihood.DetachFromDisposeScope();
        Kl = kl.DetachFromDisposeScope();
        KlWeight = klWeight;
        using DisposeScope scope = torch.NewDisposeScope();
        Loss = (negativeLogLikelihood + (kl.to(negativeLogLikelihood.device) * klWeight)).DetachFromDisposeScope();
    }

    /// <summary>[] mean of −ln p(y | x, w) over the batch; of an autoencoder, −ln p(x | z).</summary>
    public Tensor NegativeLogLikelihood { get; }

    /// <summary>[] sum of KL(q ‖ p) over all weights, in nats, not weighted; of an autoencoder, the mean over the batch of the latents'.</summary>
    public Tensor Kl { get; }

    /// <summary>What the divergence is multiplied by in <see cref="Loss"/>.</summary>
    public double KlWeight { get; }

    /// <summary>[] what is lowered: <see cref="NegativeLogLikelihood"/> + <see cref="KlWeight"/> · <see cref="Kl"/>.</summary>
    public Tensor Loss { get; }

    /// <summary>The terms as numbers.</summary>
    public ElboValue Value => new(BatchLoss.Number(NegativeLogLikelihood), BatchLoss.Number(Kl), KlWeight);

    /// <summary>Gives the tensors back.</summary>
    public void Dispose()
    {
        NegativeLogLikelihood.Dispose();
        Kl.Dispose();
        Loss.Dispose();
    }
}
