using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>The BatchNorm layers of a network, with other statistics in each draw.</summary>
internal sealed class BatchNormLayers(BatchNormStatistics statistics) : IRandomLayers
{
    /// <summary>None: BatchNorm is all over a network.</summary>
    public IEnumerable<Module> Places => [];

    public IReadOnlyList<SamplingStep?> Steps(IReadOnlyList<ChainLink> links) => [.. links.Select(Step)];

    public void CheckRan(Draw draw)
    {
        // All of them ran when the statistics were taken, in the same pass as this.
    }

    private SamplingStep? Step(ChainLink link)
    {
        HashSet<Module> modules = NetworkModules.Set(link.Module);
        int[] inside = [.. Enumerable.Range(0, statistics.Layers.Count).Where(i => modules.Contains(statistics.Layers[i].Module))];
        if (inside.Length == 0)
        {
            return null;
        }

        return ReferenceEquals(statistics.Layers[inside[0]].Module, link.Module)
            ? new BatchNormStep(link, statistics.Fold(inside[0]))
            : Whole(link, [.. inside.Select(i => new RunningStatistics(statistics.Layers[i], draw => statistics.Of(i, draw)))]);
    }

    private static RandomStep Whole(ChainLink link, IReadOnlyList<RunningStatistics> inside) =>
        new(link, draw => new DrawnStatistics(inside, draw.Number), $"{string.Join(", ", inside.Select(layer => layer.Name))} inside");

    /// <summary>What a layer runs with in evaluation mode: its own statistics, kept here, or those of a draw.</summary>
    private sealed class RunningStatistics(BatchNormLayer layer, Func<int, (Tensor Mean, Tensor Variance)> drawn)
    {
        private readonly Tensor _mean = layer.RunningMean;
        private readonly Tensor _variance = layer.RunningVariance;
        private readonly (Tensor Mean, Tensor Variance) _own = (layer.RunningMean.clone(), layer.RunningVariance.clone());

        public string Name => layer.Name;

        public void Write(int draw) => Write(drawn(draw));

        public void Restore() => Write(_own);

        private void Write((Tensor Mean, Tensor Variance) statistics)
        {
            _mean.copy_(statistics.Mean);
            _variance.copy_(statistics.Variance);
        }
    }

    /// <summary>Gives layers the statistics of a draw until disposal.</summary>
    private sealed class DrawnStatistics : IDisposable
    {
        private readonly IReadOnlyList<RunningStatistics> _layers;

        public DrawnStatistics(IReadOnlyList<RunningStatistics> layers, int draw)
        {
            _layers = layers;
            foreach (RunningStatistics layer in layers)
            {
                layer.Write(draw);
            }
        }

        public void Dispose()
        {
            foreach (RunningStatistics layer in _layers)
            {
                layer.Restore();
            }
        }
    }
}
