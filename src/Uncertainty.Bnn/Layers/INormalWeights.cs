using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>A layer whose weights are normals.</summary>
internal interface INormalWeights : IVariationalLayer, IRandomWeights
{
    /// <summary>The weight and, where there is one, the bias.</summary>
    IReadOnlyList<WeightNormal> Weights { get; }

    /// <summary>The prior over each weight.</summary>
    WeightPrior Prior { get; }

    /// <summary>Σ KL(q ‖ p) over all weights.</summary>
    Tensor IVariationalLayer.Divergence()
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

    IEnumerable<(Tensor Own, Tensor Values)> IRandomWeights.Sample(torch.Generator generator) =>
        Weights.Select(weights => (weights.Mean, weights.Sample(generator)));
}
