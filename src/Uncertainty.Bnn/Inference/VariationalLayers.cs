using TorchSharp;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Finds the layers of a network that are learnt as distributions.</summary>
internal static class VariationalLayers
{
    /// <summary>The layers of a network by name, in the order of its module tree; at least one.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    /// <exception cref="ObjectDisposedException">The network's conversion was taken back.</exception>
    public static IReadOnlyList<(string Name, IVariationalLayer Layer)> In(torch.nn.Module<Tensor, Tensor> network)
    {
        ObjectDisposedException.ThrowIf(network is BayesianNetwork { IsAttached: false }, network);
        IReadOnlyList<(string Name, Module Module)> modules = NetworkModules.Of(network);
        List<(string Name, IVariationalLayer Layer)> layers = [];
        foreach ((string name, Module module) in modules)
        {
            if (module is IVariationalLayer layer)
            {
                layers.Add((module is ConvertedLayer converted ? converted.HostName : name, layer));
            }
        }

        return layers.Count > 0
            ? layers
            : throw new ArgumentException(
                "has no Bayesian layer: build it with BayesianLinear and the like, with ConcreteDropout or VariationalDropout, or convert it by "
                + $"ToBayesian; its layers are: {NetworkModules.List(modules.Skip(1))}.",
                nameof(network));
    }

    /// <summary>Σ KL(q ‖ p) over the layers, in nats; of the current scope, with its gradient.</summary>
    public static Tensor Divergence(IReadOnlyList<(string Name, IVariationalLayer Layer)> layers)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor sum = layers[0].Layer.Divergence();
        foreach ((_, IVariationalLayer layer) in layers.Skip(1))
        {
            sum += layer.Divergence().to(sum.device);
        }

        return sum.MoveToOuterDisposeScope();
    }

    /// <summary>What runs: the network that was converted, or the network itself.</summary>
    public static torch.nn.Module<Tensor, Tensor> Inner(torch.nn.Module<Tensor, Tensor> network) =>
        network is BayesianNetwork converted ? converted.Network : network;
}
