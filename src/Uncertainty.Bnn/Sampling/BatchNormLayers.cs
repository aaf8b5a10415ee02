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
        HashSet<Module> modules = new(NetworkModules.Of(link.Module).Select(entry => entry.Module), ReferenceEqualityComparer.Instance);
        int[] inside = [.. Enumerable.Range(0, statistics.Layers.Count).Where(i => modules.Contains(statistics.Layers[i].Module))];
        if (inside.Length == 0)
        {
            return null;
        }

        return ReferenceEquals(statistics.Layers[inside[0]].Module, link.Module)
            ? new BatchNormStep(link, statistics.Fold(inside[0]))
            : new RandomStep(
                link,
                draw => Enter(inside, draw.Number),
                $"{string.Join(", ", inside.Select(i => statistics.Layers[i].Name))} inside");
    }

    private RunningStatisticsScope Enter(int[] inside, int draw)
    {
        RunningStatisticsScope running = new(inside.Select(i => statistics.Layers[i]));
        try
        {
            Array.ForEach(inside, layer => statistics.Write(layer, draw));
            return running;
        }
        catch
        {
            running.Dispose();
            throw;
        }
    }
}
