using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Puts other values into a network's tensors, in place, and the old ones back on disposal, to the bit.</summary>
internal sealed class WeightScope : IDisposable
{
    private readonly List<(Tensor Own, Tensor Kept)> _kept = [];

    /// <param name="pairs">A network's own tensor, and the values for it in its shape.</param>
    public WeightScope(IEnumerable<(Tensor Own, Tensor Values)> pairs)
    {
        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        try
        {
            foreach ((Tensor own, Tensor values) in pairs)
            {
                // Handles of the scope's own: some versions hand out a module's tensors as new ones, which a dispose scope takes away.
                _kept.Add((own.detach().DetachFromDisposeScope(), own.detach().clone().DetachFromDisposeScope()));
                _kept[^1].Own.copy_(values);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();

        // Last first: a tensor that is there twice was kept first as it was.
        foreach ((Tensor own, Tensor kept) in _kept.AsEnumerable().Reverse())
        {
            own.copy_(kept);
            own.Dispose();
            kept.Dispose();
        }

        _kept.Clear();
    }
}
