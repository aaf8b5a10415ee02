using TorchSharp;
using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Dropout put before layers of a network that was trained without: the weights stay, and nothing in the module tree changes. In
/// training mode the layers' inputs are then dropped at random, so that the network can be trained on; in evaluation mode nothing
/// happens. <see cref="Dispose"/> takes the dropout out again.
/// </summary>
/// <remarks>
/// A network trained without dropout was not trained to do without its units. What MC dropout says of it before it is trained
/// on shows how much it leans on single units, and is no posterior; low rates disturb it least. The layers must run through
/// <c>call</c>.
/// </remarks>
public sealed class DropoutInsertion : IDisposable
{
    private readonly List<DropoutLayer> _layers = [];
    private readonly List<Action> _remove = [];

    private DropoutInsertion(torch.nn.Module<Tensor, Tensor> network, double rate, IEnumerable<(string Name, Module Module)> hosts)
    {
        Network = network;
        Rate = rate;
        foreach ((string name, Module module) in hosts)
        {
            torch.nn.Module<Tensor, Tensor> host = (torch.nn.Module<Tensor, Tensor>)module;
            bool channels = LayerKinds.IsConvolution(host);
            Dropout dropout = torch.nn.Dropout(rate);
            dropout.eval();
            _layers.Add(new DropoutLayer($"{name}.dropout", _layers.Count, dropout, channels ? DroppedUnits.Channels : DroppedUnits.Values, rate, host));
            _remove.Add(host.register_forward_pre_hook((layer, input) => layer.training ? Drop(input, rate, channels) : input).remove);
        }
    }

    /// <summary>The network, which goes on being the caller's.</summary>
    public torch.nn.Module<Tensor, Tensor> Network { get; }

    /// <summary>Share of the inputs that is dropped before each of the layers.</summary>
    public double Rate { get; }

    /// <summary>Names of the inserted dropouts: the layer's, and ".dropout".</summary>
    public IReadOnlyList<string> Layers => [.. _layers.Select(layer => layer.Name)];

    /// <summary>The dropouts as the sampler sees them.</summary>
    internal IReadOnlyList<DropoutLayer> Dropouts =>
        _layers.Count > 0 ? _layers : throw new ObjectDisposedException(nameof(DropoutInsertion));

    /// <summary>Puts dropout before layers: units before a Linear, whole channels before a convolution.</summary>
    /// <param name="network">From [N, …] inputs to [N, C, …] outputs. Its weights, mode and module tree stay as they are.</param>
    /// <param name="rate">Share p of the inputs dropped, in (0, 1).</param>
    /// <param name="layers">
    /// Names of Linear, Conv1d, Conv2d or Conv3d layers as the module tree has them; null for every Linear layer.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is not in (0, 1).</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="layers"/> names something else, or <paramref name="network"/> has no Linear layer.
    /// </exception>
    public static DropoutInsertion Before(
        torch.nn.Module<Tensor, Tensor> network, double rate, IReadOnlyList<string>? layers = null)
    {
        Guard.NotNull(network);
        Guard.Inside(rate);
        (string Name, Module Module)[] modules = [.. NetworkModules.Of(network)];
        (string Name, Module Module)[] hosts =
        [
            .. modules.Where(entry => entry.Module is Linear || (layers is not null && LayerKinds.IsConvolution(entry.Module))),
        ];
        if (layers?.FirstOrDefault(name => hosts.All(host => host.Name != name)) is { } unknown)
        {
            throw new ArgumentException(
                $"names '{unknown}', where dropout can be put before: {NetworkModules.List(hosts)}.", nameof(layers));
        }

        hosts = [.. hosts.Where(host => layers?.Contains(host.Name) ?? true)];
        return hosts.Length > 0
            ? new DropoutInsertion(network, rate, hosts)
            : throw new ArgumentException(
                $"has no Linear layer; name the convolutions to put dropout before. Its layers are: {NetworkModules.List(modules.Skip(1))}.",
                nameof(network));
    }

    /// <summary>Takes the dropout out: the network is what it was, with the weights it has by then.</summary>
    public void Dispose()
    {
        _remove.ForEach(remove => remove());
        _remove.Clear();
        _layers.ForEach(layer => layer.Module.Dispose());
        _layers.Clear();
    }

    private static Tensor Drop(Tensor input, double rate, bool channels)
    {
        if (!channels)
        {
            return torch.nn.functional.dropout(input, rate, training: true);
        }

        using DisposeScope scope = torch.NewDisposeScope();
        long[] shape = [input.shape[0], input.shape[1], .. Enumerable.Repeat(1L, (int)input.ndim - 2)];
        Tensor kept = torch.rand(shape, dtype: input.dtype, device: input.device) >= rate;
        return (input * kept / (1 - rate)).MoveToOuterDisposeScope();
    }
}
