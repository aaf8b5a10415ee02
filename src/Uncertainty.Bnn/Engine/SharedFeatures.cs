using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>What all draws start from, for one chunk of inputs.</summary>
internal sealed class SharedFeatures(Tensor values) : IDisposable
{
    private Tensor? _transposed;

    /// <summary>[N, …] outputs of the part without randomness.</summary>
    public Tensor Values { get; } = values;

    /// <summary>[D, N] the values by unit: rows can be taken out at the speed of copying, columns cannot. Made once.</summary>
    public Tensor Transposed => _transposed ??= Turn();

    public void Dispose() => _transposed?.Dispose();

    private Tensor Turn()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return Values.flatten(1).t().contiguous().DetachFromDisposeScope();
    }
}
