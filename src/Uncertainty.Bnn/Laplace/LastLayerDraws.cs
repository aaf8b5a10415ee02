using TorchSharp;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>A last layer with other weights in each draw.</summary>
/// <param name="layer">The layer.</param>
/// <param name="weights">[C, F] weights of a draw, new and in the current scope.</param>
internal sealed class LastLayerDraws(LastLayer layer, Func<int, Tensor> weights) : IRandomLayers
{
    public IEnumerable<Module> Places => [layer.Layer];

    public IReadOnlyList<SamplingStep?> Steps(IReadOnlyList<ChainLink> links) => [.. links.Select(Step)];

    public void CheckRan(Draw draw)
    {
        // It ran when the features were read, in the same pass as this.
    }

    /// <summary>The layer's outputs in a draw.</summary>
    public Tensor Run(Tensor features, int draw)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor weight, Tensor? bias) = layer.Split(weights(draw));
        return torch.nn.functional.linear(features, weight, bias).MoveToOuterDisposeScope();
    }

    /// <summary>Lets the layer run with a draw's weights until the disposal.</summary>
    public IDisposable Enter(int draw)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor weight, Tensor? bias) = layer.Split(weights(draw));
        IEnumerable<(Tensor, Tensor)> pairs = bias is null ? [(layer.Layer.weight!, weight)] : [(layer.Layer.weight!, weight), (layer.Layer.bias!, bias)];
        return new WeightScope(pairs);
    }

    private SamplingStep? Step(ChainLink link)
    {
        if (ReferenceEquals(link.Module, layer.Layer))
        {
            return new LastLayerStep(link, this);
        }

        bool inside = !link.IsDeterministic && NetworkModules.Of(link.Module).Any(entry => ReferenceEquals(entry.Module, layer.Layer));
        return inside ? new RandomStep(link, draw => Enter(draw.Number), $"{layer.Name} inside") : null;
    }
}
