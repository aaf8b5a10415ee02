using System.Runtime.CompilerServices;
using TorchSharp;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A trained network whose weights have become random, by <see cref="ModuleConversion.ToBayesian"/>. A module of its own: its parameters are
/// those of the network, now the means, and the deviations; saving it saves both. <see cref="Revert"/> puts the trained weights back;
/// <see cref="IDisposable.Dispose"/> ends the randomness and leaves the means in the network.
/// </summary>
public sealed class BayesianNetwork : torch.nn.Module<Tensor, Tensor>
{
    private const string NetworkName = "network";

    // A hook cannot be seen from outside: without this a layer could be converted twice.
    private static readonly ConditionalWeakTable<Module, ConvertedLayer> Converted = [];

    private readonly List<Action> _remove = [];
    private readonly ConvertedLayer[] _layers;

    internal BayesianNetwork(
        torch.nn.Module<Tensor, Tensor> network, IReadOnlyList<(string Name, Module Module, WeightOperation Operation)> hosts, ConversionOptions options)
        : base(nameof(BayesianNetwork))
    {
        Network = network;
        _layers = Convert(hosts, options);

        // Not by register_module, which would have the network register its fields and so change its module tree.
        _internal_submodules.Add(NetworkName, network);
        foreach (ConvertedLayer layer in _layers)
        {
            // A module's name has no points.
            register_module($"posterior_{layer.HostName.Replace('.', '_')}", layer);
            layer.train(layer.Place.training);
            _remove.Add(layer.Attach());
            Converted.Add(layer.Place, layer);
        }
    }

    /// <summary>The network, which goes on being the caller's. Its weights are the means.</summary>
    public torch.nn.Module<Tensor, Tensor> Network { get; }

    /// <summary>Names of the converted layers, as the network's module tree has them.</summary>
    public IReadOnlyList<string> Layers => [.. _layers.Select(layer => layer.HostName)];

    /// <summary>Whether the network is still converted.</summary>
    public bool IsAttached => _remove.Count > 0;

    /// <summary>The sum of KL(q ‖ p) over all converted weights and biases, in nats; see <see cref="BayesianLayer.Kl"/>.</summary>
    /// <exception cref="ObjectDisposedException">The conversion was taken back.</exception>
    public Tensor Kl() => VariationalLayers.Divergence(VariationalLayers.In(this));

    /// <summary>Runs the network: at random in training mode, with the means in evaluation mode.</summary>
    /// <param name="input">[N, …] inputs.</param>
    public override Tensor forward(Tensor input) => Network.call(input);

    /// <summary>
    /// Takes the conversion back: the converted layers' weights are what they were when they were converted, bit for bit, and nothing is random
    /// any more. Weights of other layers stay as they are by now. This object is then disposed.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The conversion was taken back already.</exception>
    public void Revert()
    {
        ObjectDisposedException.ThrowIf(!IsAttached, this);
        Array.ForEach(_layers, layer => layer.Revert());
        Dispose();
    }

    /// <summary>Ends the randomness; the network stays, with the means that it has by now.</summary>
    /// <param name="disposing">Whether this is no finalizer.</param>
    protected override void Dispose(bool disposing)
    {
        if (disposing && IsAttached)
        {
            _remove.ForEach(remove => remove());
            _remove.Clear();
            Array.ForEach(_layers, layer => Converted.Remove(layer.Place));
            register_module(NetworkName, null!);
        }

        base.Dispose(disposing);
    }

    /// <summary>Whether a layer is converted at present.</summary>
    internal static bool IsConverted(Module layer) => Converted.TryGetValue(layer, out _);

    /// <summary>Nothing: all is registered by name.</summary>
    protected override void RegisterComponents()
    {
    }

    private static ConvertedLayer[] Convert(IReadOnlyList<(string Name, Module Module, WeightOperation Operation)> hosts, ConversionOptions options)
    {
        List<ConvertedLayer> layers = [];
        try
        {
            foreach ((string name, Module host, WeightOperation operation) in hosts)
            {
                layers.Add(new ConvertedLayer(name, host, operation, options));
            }

            return [.. layers];
        }
        catch
        {
            layers.ForEach(layer => layer.Dispose());
            throw;
        }
    }
}
