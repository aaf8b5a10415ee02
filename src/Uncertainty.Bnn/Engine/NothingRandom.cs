using Module = TorchSharp.torch.nn.Module;

namespace Uncertainty.Bnn;

/// <summary>Of a network that is the same in all draws.</summary>
internal sealed class NothingRandom : IRandomLayers
{
    public IEnumerable<Module> Places => [];

    public IReadOnlyList<SamplingStep?> Steps(IReadOnlyList<ChainLink> links) => [.. links.Select(_ => (SamplingStep?)null)];

    public void CheckRan(Draw draw)
    {
    }
}
