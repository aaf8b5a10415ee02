using TorchSharp;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Monte Carlo dropout: a network trained with dropout, with dropout left on, is a draw from an approximate posterior over its
/// weights. Wraps the trained network as it is: nothing is trained, replaced or left changed.
/// </summary>
/// <remarks>
/// Gal and Ghahramani, "Dropout as a Bayesian Approximation", ICML 2016, Eq. (6). The masks of draw s are those of one network:
/// the same for all inputs. <see cref="ConcreteDropout"/>s take part at the rates that they have learnt. All other layers run in
/// evaluation mode, BatchNorm on its running statistics, Bayesian layers with their means. Layers take part when
/// the network runs them through <c>call</c>; dimension 0 of what they are given must be that of the inputs. What comes before the
/// first random layer is computed once for all draws, and dropped units are left out of the layers beside them where that can be:
/// <see cref="Explain"/> says where. Not safe for several threads on one network.
/// </remarks>
public sealed class McDropout : IPosteriorPredictive
{
    private readonly McDropoutOptions _options;
    private readonly List<DropoutLayer> _layers;
    private readonly SamplingEngine _engine;

    /// <summary>Wraps a trained network.</summary>
    /// <param name="network">
    /// From [N, …] inputs to [N, C, …] outputs. Belongs to the caller, who keeps it alive and disposes it.
    /// </param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="network"/> has no dropout layer with a rate above 0 and below 1, or lacks one that the options name.
    /// </exception>
    public McDropout(torch.nn.Module<Tensor, Tensor> network, McDropoutOptions? options = null)
        : this(Guard.NotNull(network), [], options ?? new McDropoutOptions())
    {
    }

    /// <summary>Wraps a trained network that dropout was put into.</summary>
    /// <param name="insertion">The network and where the dropout is; not disposed before this is last used.</param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <exception cref="ArgumentException">The network lacks a layer that the options name.</exception>
    /// <exception cref="ObjectDisposedException">The dropout has been taken out again.</exception>
    public McDropout(DropoutInsertion insertion, McDropoutOptions? options = null)
        : this(Guard.NotNull(insertion).Network, insertion.Dropouts, options ?? new McDropoutOptions())
    {
    }

    private McDropout(
        torch.nn.Module<Tensor, Tensor> network, IReadOnlyList<DropoutLayer> inserted, McDropoutOptions options)
    {
        _options = options;
        _layers = Select(network, inserted, options);
        _engine = new SamplingEngine(network, Links(network, inserted, options), new DropoutLayers(_layers), options);
    }

    /// <inheritdoc/>
    public int Draws => _options.Draws;

    /// <summary>Names of the layers that are random, as the module tree has them.</summary>
    public IReadOnlyList<string> Layers => [.. _layers.Select(layer => layer.Name)];

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A random layer did not run: the network goes around its <c>call</c>.</exception>
    public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default) =>
        Visit(inputs, visit, gradients: false, cancellationToken);

    /// <summary>
    /// The same draws, but with gradients to the inputs where torch's grad mode is on and the inputs ask for them: to search for inputs. What
    /// gradients need of the passes stays in memory with the outputs, beyond <see cref="SamplingOptions.MemoryLimit"/>.
    /// </summary>
    /// <returns>A posterior that reads this one; nothing to dispose.</returns>
    public IPosteriorPredictive WithGradients() => new GradientDraws(this, Visit);

    /// <summary>Says in words which part of the network runs how: once a batch or for each draw, and without which units.</summary>
    public string Explain() => _engine.Explain(
        $"MC dropout, {Draws} draws of {_layers.Count} random {(_layers.Count == 1 ? "layer" : "layers")}:");

    private void Visit(Tensor inputs, DrawVisitor visit, bool gradients, CancellationToken cancellationToken) =>
        _engine.Visit(inputs, Draws, _options.Seed, visit, gradients, cancellationToken);

    private static IReadOnlyList<ChainLink> Links(
        torch.nn.Module<Tensor, Tensor> network, IReadOnlyList<DropoutLayer> inserted, McDropoutOptions options) => options.WholePasses
            ? [NetworkChain.Whole(network)]
            : [.. NetworkChain.Of(network, split: true).SelectMany(link => Before(link, inserted).Append(link))];

    /// <summary>The dropout that was put before a layer, as a link of its own.</summary>
    private static IEnumerable<ChainLink> Before(ChainLink link, IReadOnlyList<DropoutLayer> inserted) => inserted
        .Where(layer => ReferenceEquals(layer.Host, link.Module))
        .Select(layer => new ChainLink(layer.Name, "inserted", layer.Module, layer.Module.call));

    private static List<DropoutLayer> Select(Module network, IReadOnlyList<DropoutLayer> inserted, McDropoutOptions options)
    {
        IReadOnlyList<DropoutLayer> own = DropoutLayer.In(network);
        List<DropoutLayer> all = [.. own, .. inserted.Select((layer, i) => layer with { Index = own.Count + i })];
        foreach (string name in options.Layers ?? [])
        {
            if (all.All(layer => layer.Name != name))
            {
                throw new ArgumentException(
                    $"has no dropout layer '{name}'; it has: {NetworkModules.List(all.Select(layer => (layer.Name, (Module)layer.Module)))}.", nameof(network));
            }
        }

        List<DropoutLayer> chosen =
        [
            .. all.Where(layer => options.Layers is null || options.Layers.Contains(layer.Name))
                .Select(layer => layer with { Fixed = options.Rate ?? layer.Fixed })
                .Where(layer => layer.Rate > 0),
        ];
        return chosen.Exists(layer => layer.Rate < 1)
            ? chosen
            : throw new ArgumentException(
                "has no dropout layer with a rate above 0 and below 1, so that all draws would be the same; its layers are: "
                + $"{NetworkModules.List(NetworkModules.Of(network).Skip(1))}.",
                nameof(network));
    }
}
