using TorchSharp;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace SamplingSpeed;

/// <summary>Reads a posterior without keeping its draws.</summary>
internal static class Folding
{
    /// <summary>[N, C] mean of the probabilities.</summary>
    internal static Tensor Mean(IPosteriorPredictive posterior, Tensor inputs)
    {
        Tensor? sum = null;
        posterior.Visit(inputs, (_, first, outputs) =>
        {
            sum ??= zeros(inputs.shape[0], outputs.shape[1]).DetachFromDisposeScope();
            using DisposeScope scope = NewDisposeScope();
            sum.narrow(0, first, outputs.shape[0]).add_(outputs.softmax(1));
        });
        using (sum)
        {
            return sum! / posterior.Draws;
        }
    }
}
