using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>A layer with a distribution over its weights.</summary>
internal interface IVariationalLayer
{
    /// <summary>The module that runs with these weights; in evaluation mode, with their means.</summary>
    torch.nn.Module<Tensor, Tensor> Place { get; }

    /// <summary>The weight and, where there is one, the bias.</summary>
    IReadOnlyList<WeightNormal> Weights { get; }

    /// <summary>The prior over each weight.</summary>
    WeightPrior Prior { get; }

    /// <summary>Σ KL(q ‖ p) over all weights, in nats; of the current scope, with its gradient.</summary>
    Tensor Divergence()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor? sum = null;
        foreach (WeightNormal weights in Weights)
        {
            Tensor mean = weights.Centre is null ? weights.Mean : weights.Mean - weights.Centre;
            Tensor term = Prior.Divergence(mean, weights.Deviation());
            sum = sum is null ? term : sum + term;
        }

        return sum!.MoveToOuterDisposeScope();
    }
}
