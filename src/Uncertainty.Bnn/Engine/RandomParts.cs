using Module = TorchSharp.torch.nn.Module;

namespace Uncertainty.Bnn;

/// <summary>Random layers of several sorts in one network.</summary>
internal sealed class RandomParts(IReadOnlyList<IRandomLayers> parts) : IRandomLayers
{
    public IEnumerable<Module> Places => parts.SelectMany(part => part.Places);

    public IReadOnlyList<SamplingStep?> Steps(IReadOnlyList<ChainLink> links)
    {
        IReadOnlyList<SamplingStep?>[] steps = [.. parts.Select(part => part.Steps(links))];
        return [.. links.Select((_, i) => steps.Select(list => list[i]).Aggregate(Both))];
    }

    public void CheckRan(Draw draw)
    {
        foreach (IRandomLayers part in parts)
        {
            part.CheckRan(draw);
        }
    }

    /// <summary>A layer is of one sort; only a part that holds several layers can be random by more than one.</summary>
    private static SamplingStep? Both(SamplingStep? one, SamplingStep? other) =>
        one is RandomStep first && other is RandomStep second ? first.And(second) : one ?? other;
}
