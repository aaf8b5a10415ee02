using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>The parameters and buffers of a network as they were before a step, to go back to.</summary>
internal sealed class SviSnapshot : IDisposable
{
    private readonly List<(Tensor Place, Tensor Kept)> _tensors = [];

    public SviSnapshot(torch.nn.Module network)
    {
        using IDisposable noGradient = torch.no_grad();
        foreach (Tensor tensor in network.parameters().Concat(network.buffers()))
        {
            using DisposeScope scope = torch.NewDisposeScope();
            _tensors.Add((tensor, tensor.detach().clone().DetachFromDisposeScope()));
        }
    }

    /// <summary>Takes everything as it is now.</summary>
    public void Take() => Copy(entry => (entry.Place, entry.Kept));

    /// <summary>Makes everything what it was when it was last taken.</summary>
    public void PutBack() => Copy(entry => (entry.Kept, entry.Place));

    /// <summary>Whether everything is finite.</summary>
    public bool IsFiniteNow()
    {
        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        return _tensors.TrueForAll(entry => Guard.IsFinite(entry.Place));
    }

    public void Dispose() => _tensors.ForEach(entry => entry.Kept.Dispose());

    private void Copy(Func<(Tensor Place, Tensor Kept), (Tensor From, Tensor To)> direction)
    {
        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        foreach ((Tensor Place, Tensor Kept) entry in _tensors)
        {
            (Tensor from, Tensor to) = direction(entry);
            to.copy_(from);
        }
    }
}
