using Module = TorchSharp.torch.nn.Module;

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
            : Whole(link, inside);
    }

    private RandomStep Whole(ChainLink link, int[] inside)
    {
        string names = string.Join(", ", inside.Select(i => statistics.Layers[i].Name));
        return new RandomStep(link, draw => statistics.Drawn.Enter(draw.Number, inside), $"{names} inside");
    }
}
