using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Puts the running statistics of BatchNorm layers back as they were, on disposal.</summary>
internal sealed class RunningStatisticsScope : IDisposable
{
    private readonly List<(BatchNormLayer Layer, Tensor Mean, Tensor Variance)> _kept;

    public RunningStatisticsScope(IEnumerable<BatchNormLayer> layers)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        _kept =
        [
            .. layers.Select(layer => (
                layer, layer.RunningMean.clone().DetachFromDisposeScope(), layer.RunningVariance.clone().DetachFromDisposeScope())),
        ];
    }

    public void Dispose()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        foreach ((BatchNormLayer layer, Tensor mean, Tensor variance) in _kept)
        {
            layer.RunningMean.copy_(mean);
            layer.RunningVariance.copy_(variance);
            mean.Dispose();
            variance.Dispose();
        }

        _kept.Clear();
    }
}
