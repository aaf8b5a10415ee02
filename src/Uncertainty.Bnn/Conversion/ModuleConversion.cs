using TorchSharp;
using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Makes trained networks Bayesian.</summary>
public static class ModuleConversion
{
    /// <summary>
    /// Makes the weights of a trained network random: each layer's own weights become the means μ of normals N(μ, σ²), and the deviations are
    /// added. The network, its module tree and its parameters stay the same objects, so that <c>Sequential</c>s and networks with a forward
    /// pass of their own are converted alike. In evaluation mode its outputs stay what they were, bit for bit; in training mode the layers'
    /// outputs are random.
    /// </summary>
    /// <param name="network">
    /// From [N, …] inputs to [N, C, …] outputs; runs its layers through <c>call</c>. Belongs to the caller, who keeps it alive.
    /// </param>
    /// <param name="options">What to convert and how; null for the defaults.</param>
    /// <returns>The network with its deviations: to train, to draw from, to save, and to take back. The caller disposes it.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="network"/> has no layer to convert, is converted already, or lacks one that the options name; a convolution does not
    /// tell how it moves (TorchSharp before 0.105), or pads with other than a number of zeros.
    /// </exception>
    public static BayesianNetwork ToBayesian(this torch.nn.Module<Tensor, Tensor> network, ConversionOptions? options = null)
    {
        Guard.NotNull(network);
        ConversionOptions chosen = options ?? new ConversionOptions();
        Guard.NotNull(chosen.Prior, nameof(ConversionOptions.Prior));
        (string Name, Module Module)[] modules = [.. NetworkModules.Of(network)];
        if (modules.FirstOrDefault(IsBayesian) is { Module: not null } bayesian)
        {
            throw new ArgumentException($"has the random layer '{bayesian.Name}' already.", nameof(network));
        }

        (string Name, Module Module)[] able = [.. modules.Where(entry => IsConvertible(entry.Module))];
        if (chosen.Layers?.FirstOrDefault(name => able.All(entry => entry.Name != name)) is { } unknown)
        {
            throw new ArgumentException(
                $"has no layer '{unknown}' that could be converted; it has: {NetworkModules.List(able)}.", nameof(network));
        }

        (string Name, Module Module, WeightOperation Operation)[] hosts =
        [
            .. able.Where(entry => chosen.Layers?.Contains(entry.Name) ?? true)
                .Select(entry => (entry.Name, entry.Module, WeightOperation.Of(entry.Module) ?? throw new ArgumentException(
                    $"has the layer '{entry.Name}' ({entry.Module.GetType().Name}), which does not tell how it moves over its input: TorchSharp "
                    + "does from 0.105 on, for padding by a number of zeros. Leave it out of the option Layers.",
                    nameof(network)))),
        ];
        return hosts.Length > 0
            ? new BayesianNetwork(network, hosts, chosen)
            : throw new ArgumentException(
                $"has no layer to convert. Its layers are: {NetworkModules.List(modules.Skip(1))}.", nameof(network));
    }

    private static bool IsBayesian((string Name, Module Module) entry) =>
        entry.Module is IVariationalLayer or BayesianNetwork || BayesianNetwork.IsConverted(entry.Module);

    private static bool IsConvertible(Module module) => module is Linear or Conv1d or Conv2d or Conv3d or ConvTranspose2d;
}
