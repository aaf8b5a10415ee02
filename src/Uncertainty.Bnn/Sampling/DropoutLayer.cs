using TorchSharp;
using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>A dropout of a network.</summary>
/// <param name="Name">Where it is in the module tree.</param>
/// <param name="Index">Its number, part of the key of its masks.</param>
/// <param name="Module">The dropout module.</param>
/// <param name="Units">What it drops.</param>
/// <param name="Fixed">Share of the units that it drops, in [0, 1]; null where that is learnt.</param>
/// <param name="Host">The layer that it was put before; null where the network runs the module itself.</param>
internal sealed record DropoutLayer(
    string Name,
    int Index,
    torch.nn.Module<Tensor, Tensor> Module,
    DroppedUnits Units,
    double? Fixed,
    torch.nn.Module<Tensor, Tensor>? Host = null)
{
    private const int ProbeUnits = 1 << 14;

    /// <summary>Share of the units that it drops, in [0, 1]; where it is learnt, as it is by now.</summary>
    public double Rate => Fixed ?? ((ConcreteMask)Module).Rate;

    /// <summary>Whether it drops whole channels.</summary>
    public bool DropsChannels => Units == DroppedUnits.Channels;

    /// <summary>The module in whose place in the network the dropout happens.</summary>
    public torch.nn.Module<Tensor, Tensor> Place => Host ?? Module;

    /// <summary>Those whose rates are learnt, under the numbers that they have among all.</summary>
    public static IReadOnlyList<DropoutLayer> LearntIn(Module network) =>
    [
        .. NetworkModules.Of(network).Where(entry => LayerKinds.IsDropout(entry.Module))
            .Select((entry, i) => entry.Module is ConcreteMask mask ? Learnt(entry.Name, i, mask) : null).OfType<DropoutLayer>(),
    ];

    /// <summary>The dropout modules of a network in the order of its module tree.</summary>
    public static IReadOnlyList<DropoutLayer> In(Module network)
    {
        List<DropoutLayer> layers = [];
        foreach ((string name, Module module) in NetworkModules.Of(network))
        {
            if (module is AlphaDropout or FeatureAlphaDropout)
            {
                throw new ArgumentException(
                    $"has the layer '{name}' of type {module.GetType().Name}, whose noise is no mask of units; "
                    + "Dropout, Dropout1d, Dropout2d and Dropout3d can be sampled.",
                    nameof(network));
            }

            int dimensions = module switch
            {
                Dropout => 2,
                Dropout1d => 3,
                Dropout2d => 4,
                Dropout3d => 5,
                _ => 0,
            };
            if (module is ConcreteMask mask)
            {
                layers.Add(Learnt(name, layers.Count, mask));
            }
            else if (dimensions > 0)
            {
                torch.nn.Module<Tensor, Tensor> layer = (torch.nn.Module<Tensor, Tensor>)module;
                DroppedUnits units = module is Dropout ? DroppedUnits.Values : DroppedUnits.Channels;
                layers.Add(new DropoutLayer(name, layers.Count, layer, units, ProbeRate(layer, dimensions)));
            }
        }

        return layers;
    }

    /// <summary>Makes the layer that of a draw for all who call it; the result takes that back.</summary>
    public Action Attach(DropoutMasks masks) => Host is null
        ? Module.register_forward_hook((_, input, _) => masks.Apply(this, input)).remove
        : Host.register_forward_pre_hook((_, input) => masks.Apply(this, input)).remove;

    private static DropoutLayer Learnt(string name, int index, ConcreteMask mask) =>
        new(name, index, mask, mask.Units.AreLast ? DroppedUnits.Last : DroppedUnits.Channels, Fixed: null);

    /// <summary>
    /// The rate p, from the scale 1 / (1 - p) that the layer gives to the units it keeps. Running the layer is the one way that
    /// holds for all versions of the layer's class.
    /// </summary>
    private static double ProbeRate(torch.nn.Module<Tensor, Tensor> layer, int dimensions)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using RandomStateScope random = new(0);
        using IDisposable noGradient = torch.no_grad();
        bool training = layer.training;
        try
        {
            layer.train();
            long[] shape = [1, ProbeUnits, .. Enumerable.Repeat(1L, dimensions - 2)];
            double scale = layer.forward(torch.ones(shape, dtype: torch.ScalarType.Float64)).max().item<double>();
            return scale > 0 ? 1 - (1 / scale) : 1;
        }
        finally
        {
            layer.train(training);
        }
    }
}
