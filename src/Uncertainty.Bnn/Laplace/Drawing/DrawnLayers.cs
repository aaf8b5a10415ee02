using TorchSharp;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Layers with other weights in each draw, for the engine.</summary>
/// <param name="layers">The layers.</param>
/// <param name="draws">Their weights in each draw.</param>
internal sealed class DrawnLayers(IReadOnlyList<WeightLayer> layers, WeightDraws draws) : IRandomLayers
{
    public IEnumerable<Module> Places => layers.Select(layer => layer.Module);

    /// <summary>A layer alone is run in its place; several together, by the link that holds all of them.</summary>
    public IReadOnlyList<SamplingStep?> Steps(IReadOnlyList<ChainLink> links) => [.. links.Select(Step)];

    public void CheckRan(Draw draw)
    {
        // They ran when the derivatives were read, in the same pass as this.
    }

    /// <summary>What a layer that varies alone gives in a draw.</summary>
    public Tensor Run(Tensor input, int draw)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor weight, Tensor? bias) = layers[0].Split(draws.Weights(draw)[0]);
        return layers[0].Run(input, weight, bias).MoveToOuterDisposeScope();
    }

    private SamplingStep? Step(ChainLink link)
    {
        if (layers.Count == 1 && ReferenceEquals(link.Module, layers[0].Module))
        {
            return new DrawnLayerStep(link, this);
        }

        if (link.IsDeterministic)
        {
            return null;
        }

        HashSet<Module> modules = NetworkModules.Set(link.Module);
        return layers.All(layer => modules.Contains(layer.Module))
            ? new RandomStep(link, draw => Enter(draw.Number), $"{string.Join(", ", layers.Select(layer => layer.Name))} inside")
            : null;
    }

    /// <summary>Lets the layers run with a draw's weights until the disposal.</summary>
    private WeightScope Enter(int draw)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        IReadOnlyList<Tensor> weights = draws.Weights(draw);
        List<(Tensor, Tensor)> pairs = [];
        for (int i = 0; i < layers.Count; i++)
        {
            (Tensor weight, Tensor? bias) = layers[i].Split(weights[i]);
            pairs.Add((layers[i].Weight, weight));
            if (bias is not null)
            {
                pairs.Add((layers[i].Bias!, bias));
            }
        }

        return new WeightScope(pairs);
    }
}
