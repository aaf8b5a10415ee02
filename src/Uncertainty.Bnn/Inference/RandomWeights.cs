using TorchSharp;
using Module = TorchSharp.torch.nn.Module;

namespace Uncertainty.Bnn;

/// <summary>The layers of a network that have one sample of their weights in each draw.</summary>
internal sealed class RandomWeights(IReadOnlyList<(string Name, IRandomWeights Layer)> layers, long seed) : IRandomLayers
{
    private readonly HashSet<int> _ran = [];
    private Draw? _draw;

    public IEnumerable<Module> Places => layers.Select(entry => entry.Layer.Place);

    public IReadOnlyList<SamplingStep?> Steps(IReadOnlyList<ChainLink> links) => [.. links.Select(Step)];

    public void CheckRan(Draw draw)
    {
        int silent = Enumerable.Range(0, layers.Count).FirstOrDefault(i => !(ReferenceEquals(_draw, draw) && _ran.Contains(i)), -1);
        if (silent >= 0)
        {
            throw new InvalidOperationException(
                $"The Bayesian layer '{layers[silent].Name}' did not run. A network must run its layers through call(x), not forward(x), and one "
                + "that says where it can be cut must run them in its head; one that it does not use must not be Bayesian.");
        }
    }

    private SamplingStep? Step(ChainLink link)
    {
        if (link.IsDeterministic)
        {
            return null;
        }

        HashSet<Module> modules = NetworkModules.Set(link.Module);
        int[] inside = [.. Enumerable.Range(0, layers.Count).Where(i => modules.Contains(layers[i].Layer.Place))];
        if (inside.Length == 0)
        {
            return null;
        }

        return ReferenceEquals(layers[inside[0]].Layer.Place, link.Module)
            ? new RandomWeightsStep(link, draw => Enter(inside, draw))
            : new RandomStep(link, draw => Enter(inside, draw), $"{string.Join(", ", inside.Select(i => layers[i].Name))} inside");
    }

    /// <summary>Puts the draw's weights in the place of the means, until disposed.</summary>
    private HookScope Enter(int[] inside, Draw draw)
    {
        if (!ReferenceEquals(_draw, draw))
        {
            _draw = draw;
            _ran.Clear();
        }

        return new HookScope(Put(inside, draw));
    }

    private IEnumerable<Action> Put(int[] inside, Draw draw)
    {
        foreach (int index in inside)
        {
            yield return layers[index].Layer.Place.register_forward_hook((_, _, output) =>
            {
                _ran.Add(index);
                return output;
            }).remove;
            using torch.Generator generator = new(unchecked((ulong)Seeds.Derive(Seeds.Derive(seed, draw.Number), index)));
            yield return new WeightScope(layers[index].Layer.Sample(generator)).Dispose;
        }
    }
}
