using TorchSharp;
using TorchSharp.Modules;
using Uncertainty.Bnn;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// Where a detector finds the features of an input: what a layer of a network is given or gives, in one deterministic pass in evaluation
/// mode, without gradients. The network belongs to the caller and stays as it is.
/// </summary>
/// <remarks>A network must run the layers in question by <c>call</c>. Not safe for several threads on one network.</remarks>
public sealed class FeatureReader
{
    private readonly Func<Tensor, (IReadOnlyList<Tensor> Layers, Tensor? Outputs)> _pass;
    private readonly FeaturePooling _pooling;
    private readonly Func<LinearHead>? _head;

    private FeatureReader(
        IReadOnlyList<string> names,
        FeaturePooling pooling,
        Func<Tensor, (IReadOnlyList<Tensor> Layers, Tensor? Outputs)> pass,
        Func<LinearHead>? head,
        Module? network = null)
    {
        Network = network;
        Layers = names;
        _pooling = pooling;
        _pass = pass;
        _head = head;
    }

    /// <summary>What the layers are called, in the order of <see cref="FeatureReading.Layers"/>.</summary>
    public IReadOnlyList<string> Layers { get; }

    /// <summary>The network whose layers are read; null where a function gives the features.</summary>
    public Module? Network { get; }

    /// <summary>Whether the layer from the features to the logits is known: <see cref="CopyHead"/> then gives it.</summary>
    public bool HasHead => _head is not null;

    /// <summary>The penultimate features, what the last Linear layer of a classifier is given, and that layer as the head.</summary>
    /// <param name="network">From [N, …] inputs to [N, C] logits, which its last Linear layer gives.</param>
    /// <exception cref="ArgumentException">There is no Linear layer.</exception>
    public static FeatureReader Penultimate(torch.nn.Module<Tensor, Tensor> network)
    {
        Guard.NotNull(network);
        (string name, Module module) = NetworkModules.Of(network).LastOrDefault(entry => entry.Module is Linear);
        Linear last = module as Linear
            ?? throw new ArgumentException("has no Linear layer, whose inputs would be the penultimate features.", nameof(network));
        LayerTap tap = new(network, [(name, last, LayerSide.Input)]);
        return new FeatureReader([name], FeaturePooling.Mean, tap.Run, () => Copy(last), network);
    }

    /// <summary>The outputs of named layers.</summary>
    /// <param name="network">From [N, …] inputs to [N, …] outputs.</param>
    /// <param name="layers">Names as <c>named_modules</c> gives them, such as "conv2" or "features.3"; at least one, all different.</param>
    /// <param name="pooling">What becomes of the positions of maps. Default the mean, as in Lee et al. 2018.</param>
    /// <exception cref="ArgumentException">A name is no layer of the network.</exception>
    public static FeatureReader OfLayers(
        torch.nn.Module<Tensor, Tensor> network, IReadOnlyList<string> layers, FeaturePooling pooling = FeaturePooling.Mean)
    {
        Guard.NotNull(network);
        Guard.NotNull(layers);
        Guard.Named(pooling);
        if (layers.Count == 0 || layers.Distinct(StringComparer.Ordinal).Count() != layers.Count)
        {
            throw new ArgumentException($"must be names, at least one and all different; got [{string.Join(", ", layers)}].", nameof(layers));
        }

        IReadOnlyList<(string Name, Module Module)> modules = NetworkModules.Of(network);
        LayerTap tap = new(network, [.. layers.Select(name => (name, Find(name), LayerSide.Output))]);
        return new FeatureReader([.. layers], pooling, tap.Run, null, network);

        torch.nn.Module<Tensor, Tensor> Find(string name) =>
            modules.FirstOrDefault(entry => entry.Name == name).Module as torch.nn.Module<Tensor, Tensor>
            ?? throw new ArgumentException(
                $"has no layer '{name}' that takes and gives one tensor; the network has {NetworkModules.List(modules)}.", nameof(layers));
    }

    /// <summary>What <see cref="ISplitNetwork.Features"/> of a network gives.</summary>
    /// <param name="network">A network that says where it can be cut.</param>
    /// <param name="head">
    /// The layer from these features to the logits, where <see cref="ISplitNetwork.Head"/> is nothing but it; null, the default, where there is more.
    /// </param>
    /// <param name="pooling">What becomes of the positions of maps.</param>
    /// <exception cref="ArgumentException">The network is no <see cref="ISplitNetwork"/>.</exception>
    public static FeatureReader OfSplit(
        torch.nn.Module<Tensor, Tensor> network, Linear? head = null, FeaturePooling pooling = FeaturePooling.Mean)
    {
        Guard.NotNull(network);
        Guard.Named(pooling);
        ISplitNetwork split = network as ISplitNetwork
            ?? throw new ArgumentException($"must implement {nameof(ISplitNetwork)}; got {network.GetType().Name}.", nameof(network));
        return new FeatureReader(
            [nameof(ISplitNetwork.Features)],
            pooling,
            inputs =>
            {
                using EvaluationModeScope evaluation = new(network);
                Tensor features = split.Features(inputs.clone());

                // The head may change what it is given in place.
                return ([features.clone()], split.Head(features));
            },
            head is null ? null : () => Copy(head),
            network);
    }

    /// <summary>What a function of yours gives.</summary>
    /// <param name="features">From [N, …] inputs to [N, F, …] features; leaves the inputs as they are. Called without gradients.</param>
    /// <param name="head">The layer from the features to the logits, whose logits are then known too; stays the caller's. Null for none.</param>
    /// <param name="pooling">What becomes of the positions of maps.</param>
    public static FeatureReader From(
        Func<Tensor, Tensor> features, LinearHead? head = null, FeaturePooling pooling = FeaturePooling.Mean)
    {
        Guard.NotNull(features);
        Guard.Named(pooling);
        return new FeatureReader(
            ["features"],
            pooling,
            inputs =>
            {
                using IDisposable noGradient = torch.no_grad();
                return ([features(inputs.alias())], null);
            },
            head is null ? null : () => new LinearHead(head.Weight, head.Bias));
    }

    /// <summary>Features that have been computed before: the inputs themselves are the features.</summary>
    /// <param name="head">The layer from the features to the logits; stays the caller's. Null for none.</param>
    public static FeatureReader Given(LinearHead? head = null) => From(inputs => inputs, head, FeaturePooling.Flatten);

    /// <summary>The layer from the features to the logits, a copy. The caller disposes it.</summary>
    /// <exception cref="InvalidOperationException">There is none, or it is not known.</exception>
    public LinearHead CopyHead() => (_head ?? throw new InvalidOperationException(
        $"The layer from the features to the logits is needed, and is not known: read the features by {nameof(Penultimate)}, or give a head to "
        + $"{nameof(From)}."))();

    /// <summary>Features and outputs of inputs. The caller disposes them.</summary>
    /// <param name="inputs">[N, …] inputs; finite, N at least 1.</param>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are empty or not finite.</exception>
    /// <exception cref="InvalidOperationException">A layer did not run, or features or outputs are not finite or not [N, …].</exception>
    public FeatureReading Read(Tensor inputs)
    {
        Guard.MinimumRank(inputs, 1, "[N, …]");
        Guard.Finite(inputs);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        (IReadOnlyList<Tensor> layers, Tensor? outputs) = _pass(inputs);
        List<Tensor> features = [.. layers.Select((layer, index) => Pooled(layer, Layers[index], inputs.shape[0]))];
        Tensor? logits = outputs is not null ? Wide(Guard.FiniteOutputs(outputs)) : null;
        if (logits is null && _head is not null)
        {
            using LinearHead head = _head();
            logits = head.Apply(features[0]);
        }

        return new FeatureReading(features, logits);
    }

    /// <summary>In older versions of TorchSharp each look at a weight is a new tensor.</summary>
    private static LinearHead Copy(Linear layer)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return new LinearHead(layer.weight!, layer.bias);
    }

    private static Tensor Wide(Tensor value) => value.detach().to_type(torch.ScalarType.Float64).alias();

    private Tensor Pooled(Tensor layer, string name, long inputs)
    {
        if (layer.ndim < 2 || layer.shape[0] != inputs)
        {
            throw new InvalidOperationException(
                $"Layer '{name}' must give [N, F, …] features with N = {inputs}; got [{string.Join(", ", layer.shape)}].");
        }

        Guard.FiniteOutputs(layer, $"layer '{name}'");
        Tensor wide = Wide(layer);
        if (wide.ndim == 2)
        {
            return wide;
        }

        Tensor positions = wide.flatten(2);
        return _pooling switch
        {
            FeaturePooling.Mean => positions.mean([2]),
            FeaturePooling.Max => positions.amax([2]),
            _ => wide.flatten(1).alias(),
        };
    }
}
