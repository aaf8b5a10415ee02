using Module = TorchSharp.torch.nn.Module;

namespace Uncertainty.Bnn;

/// <summary>The dropout layers of a network that stay random.</summary>
internal sealed class DropoutLayers(IReadOnlyList<DropoutLayer> layers) : IRandomLayers
{
    public IEnumerable<Module> Places => layers.Select(layer => layer.Place);

    public IReadOnlyList<SamplingStep?> Steps(IReadOnlyList<ChainLink> links)
    {
        Dictionary<ChainLink, HashSet<Module>> modules = links.Distinct().ToDictionary(link => link, Modules);
        HashSet<DropoutLayer> native =
        [
            .. layers.Where(layer => links.Any(link => ReferenceEquals(link.Module, layer.Module))
                && links.All(link => ReferenceEquals(link.Module, layer.Place) || !modules[link].Contains(layer.Place))),
        ];
        Dictionary<DropoutLayer, int> uses = [];
        List<SamplingStep?> steps = [];
        foreach (ChainLink link in links)
        {
            if (native.FirstOrDefault(layer => ReferenceEquals(layer.Module, link.Module)) is { } own)
            {
                int use = uses[own] = uses.GetValueOrDefault(own, -1) + 1;
                steps.Add(new DropoutStep(link, own, use));
            }
            else
            {
                DropoutLayer[] inside = [.. layers.Where(layer => !native.Contains(layer) && modules[link].Contains(layer.Place))];
                steps.Add(inside.Length == 0 ? null : Whole(link, inside));
            }
        }

        return steps;
    }

    public void CheckRan(Draw draw)
    {
        if (layers.FirstOrDefault(layer => !draw.Masks.WasAsked(layer)) is { } silent)
        {
            throw new InvalidOperationException(
                $"The dropout layer '{silent.Name}' did not run. A network must run its layers through call(x), not forward(x), and one "
                + "that says where it can be cut must run them in its head; leave a layer that it does not use out of the option Layers.");
        }
    }

    private static HashSet<Module> Modules(ChainLink link) => link.IsDeterministic ? [] : NetworkModules.Set(link.Module);

    private static RandomStep Whole(ChainLink link, DropoutLayer[] inside)
    {
        string names = string.Join(", ", inside.Select(layer => layer.Name));
        return new RandomStep(link, draw => new HookScope(inside.Select(layer => layer.Attach(draw.Masks))), $"{names} inside");
    }
}
