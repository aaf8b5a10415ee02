using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>The inputs that labels can be asked for, by number. They need not be in memory.</summary>
public interface IPool
{
    /// <summary>Number of inputs; the numbers are 0 … Count - 1, and what they stand for never changes.</summary>
    int Count { get; }

    /// <summary>Some of the inputs.</summary>
    /// <param name="indices">Numbers of inputs, in any order; at least one.</param>
    /// <returns>[n, …] the inputs in the order of <paramref name="indices"/>. A new tensor, the caller's.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such input.</exception>
    Tensor Inputs(IReadOnlyList<int> indices);
}
