using TorchSharp;
using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>A dropout of a network.</summary>
/// <param name="Name">Where it is in the module tree.</param>
/// <param name="Index">Its number, part of the key of its masks.</param>
/// <param name="Module">The dropout module.</param>
/// <param name="DropsChannels">Whether it drops whole channels.</param>
/// <param name="Rate">Share of the units that it drops, in [0, 1].</param>
/// <param name="Host">The layer that it was put before; null where the network runs the module itself.</param>
internal sealed record DropoutLayer(
    string Name,
    int Index,
    torch.nn.Module<Tensor, Tensor> Module,
    bool DropsChannels,
    double Rate,
    torch.nn.Module<Tensor, Tensor>? Host = null)
{
    private const int ProbeUnits = 1 << 14;

    /// <summary>The module in whose place in the network the dropout happens.</summary>
    public torch.nn.Module<Tensor, Tensor> Place => Host ?? Module;

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
            if (dimensions > 0)
            {
                torch.nn.Module<Tensor, Tensor> layer = (torch.nn.Module<Tensor, Tensor>)module;
                layers.Add(new DropoutLayer(name, layers.Count, layer, module is not Dropout, ProbeRate(layer, dimensions)));
            }
        }

        return layers;
    }

    /// <summary>Makes the layer that of a draw for all who call it; the result takes that back.</summary>
    public Action Attach(DropoutMasks masks) => Host is null
        ? Module.register_forward_hook((_, input, _) => masks.Apply(this, input)).remove
        : Host.register_forward_pre_hook((_, input) => masks.Apply(this, input)).remove;

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
