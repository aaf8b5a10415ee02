using TorchSharp;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>The Bayesian layers of a network, with one sample of their weights in each draw.</summary>
internal sealed class RandomWeights(IReadOnlyList<(string Name, IVariationalLayer Layer)> layers, long seed) : IRandomLayers
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
    private DrawnWeightsScope Enter(int[] inside, Draw draw)
    {
        if (!ReferenceEquals(_draw, draw))
        {
            _draw = draw;
            _ran.Clear();
        }

        DrawnWeightsScope scope = new();
        try
        {
            foreach (int index in inside)
            {
                scope.Add(layers[index].Layer.Place.register_forward_hook((_, _, output) =>
                {
                    _ran.Add(index);
                    return output;
                }).remove);
                using torch.Generator generator = new(unchecked((ulong)Seeds.Derive(Seeds.Derive(seed, draw.Number), index)));
                foreach (WeightNormal weights in layers[index].Layer.Weights)
                {
                    scope.Put(weights, generator);
                }
            }

            return scope;
        }
        catch
        {
            scope.Dispose();
            throw;
        }
    }

    /// <summary>Holds the means while samples stand in their place.</summary>
    private sealed class DrawnWeightsScope : IDisposable
    {
        private readonly List<(Tensor Place, Tensor Mean)> _kept = [];
        private readonly HookScope _hooks = new();

        public void Add(Action remove) => _hooks.Add(remove);

        public void Put(WeightNormal weights, torch.Generator generator)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor mean = weights.Mean.detach().clone();
            Tensor noise = torch.randn(mean.shape, dtype: torch.ScalarType.Float32, device: torch.CPU, generator: generator);
            Tensor sample = mean + (weights.Deviation() * noise.to_type(mean.dtype).to(mean.device));
            _kept.Add((weights.Mean, mean.DetachFromDisposeScope()));
            weights.Mean.copy_(sample);
        }

        public void Dispose()
        {
            using DisposeScope scope = torch.NewDisposeScope();
            _hooks.Dispose();

            // Last first: where layers share a weight, the first copy is the mean.
            foreach ((Tensor place, Tensor mean) in Enumerable.Reverse(_kept))
            {
                place.copy_(mean);
                mean.Dispose();
            }

            _kept.Clear();
        }
    }
}
