using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>A pool that lies in memory. Keeps a reference of its own to the tensor; the caller's stays the caller's.</summary>
public sealed class TensorPool : IPool, IDisposable
{
    private readonly Tensor _inputs;

    /// <summary>Takes the inputs.</summary>
    /// <param name="inputs">[N, …] inputs; finite, N at least 1.</param>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are empty or not finite.</exception>
    public TensorPool(Tensor inputs)
    {
        Guard.MinimumRank(inputs, 1, "[N, …]");
        Guard.Finite(inputs);
        using DisposeScope scope = torch.NewDisposeScope();
        _inputs = inputs.detach().alias().DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public int Count => (int)_inputs.shape[0];

    /// <inheritdoc/>
    public Tensor Inputs(IReadOnlyList<int> indices)
    {
        PoolIndices.Check(indices, Count);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor rows = torch.tensor(indices.Select(index => (long)index).ToArray(), device: _inputs.device);
        return _inputs.index_select(0, rows).MoveToOuterDisposeScope();
    }

    /// <summary>Gives the tensor back.</summary>
    public void Dispose() => _inputs.Dispose();
}
