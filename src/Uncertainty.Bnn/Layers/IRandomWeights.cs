using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>A layer that has other weights in each draw.</summary>
internal interface IRandomWeights
{
    /// <summary>The module that runs with these weights; in evaluation mode, with their means.</summary>
    torch.nn.Module<Tensor, Tensor> Place { get; }

    /// <summary>The tensors that a draw changes, and one sample of each, made when it is asked for. Of the current scope.</summary>
    /// <param name="generator">Gives the numbers, on the CPU.</param>
    IEnumerable<(Tensor Own, Tensor Values)> Sample(torch.Generator generator);
}
