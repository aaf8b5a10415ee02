using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>What is held of a weight before the data: one distribution, each weight by itself.</summary>
public abstract record WeightPrior
{
    private protected WeightPrior()
    {
    }

    /// <summary>Whether <see cref="BayesianLayer.Kl"/> is the value itself; otherwise it is an unbiased estimate from one sample.</summary>
    public abstract bool IsClosedForm { get; }

    /// <summary>In words which prior this is, its numbers exact.</summary>
    internal abstract string Text { get; }

    /// <summary>Σ KL(N(mean, deviation²) ‖ prior) over all elements, in nats; a single number, with its gradient.</summary>
    internal abstract Tensor Divergence(Tensor mean, Tensor deviation);
}
