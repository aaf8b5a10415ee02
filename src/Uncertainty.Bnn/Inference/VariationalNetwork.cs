using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Draws from a network with random weights: draw s is the network with one sample of all its Bayesian layers' weights, the same for all
/// inputs, whatever estimator they are trained by. The network is left as it is found.
/// </summary>
/// <remarks>
/// Blundell et al., "Weight Uncertainty in Neural Networks", ICML 2015, Section 2. All other layers run in evaluation mode. The numbers are
/// drawn on the CPU, by seed, draw and layer, and are the same on every device. What comes before the first Bayesian layer is computed once
/// for all draws: <see cref="Explain"/> says what runs how. While a draw runs, its weights stand in the place of the means: not safe for
/// several threads on one network.
/// </remarks>
public sealed class VariationalNetwork : IPosteriorPredictive
{
    private readonly VariationalNetworkOptions _options;
    private readonly SamplingEngine _engine;
    private readonly torch.nn.Module<Tensor, Tensor> _network;

    /// <summary>Wraps a trained network.</summary>
    /// <param name="network">
    /// From [N, …] inputs to [N, C, …] outputs, with <see cref="BayesianLayer"/>s or converted by <see cref="ModuleConversion.ToBayesian"/>.
    /// Belongs to the caller, who keeps it alive and disposes it.
    /// </param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="network"/> has no Bayesian layer.</exception>
    /// <exception cref="ObjectDisposedException">The network's conversion was taken back.</exception>
    public VariationalNetwork(torch.nn.Module<Tensor, Tensor> network, VariationalNetworkOptions? options = null)
    {
        _network = Guard.NotNull(network);
        _options = options ?? new VariationalNetworkOptions();
        IReadOnlyList<(string Name, IVariationalLayer Layer)> layers = VariationalLayers.In(network);
        Layers = [.. layers.Select(entry => entry.Name)];
        torch.nn.Module<Tensor, Tensor> inner = VariationalLayers.Inner(network);
        IReadOnlyList<ChainLink> links = _options.WholePasses ? [NetworkChain.Whole(inner)] : NetworkChain.Of(inner, split: true);
        _engine = new SamplingEngine(inner, links, new RandomWeights(layers, _options.Seed), _options);
    }

    /// <inheritdoc/>
    public int Draws => _options.Draws;

    /// <summary>Names of the Bayesian layers, as the module tree has them.</summary>
    public IReadOnlyList<string> Layers { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A Bayesian layer did not run: the network goes around its <c>call</c>.</exception>
    /// <exception cref="ObjectDisposedException">The network's conversion was taken back.</exception>
    public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_network is BayesianNetwork { IsAttached: false }, _network);
        _engine.Visit(inputs, Draws, _options.Seed, visit, cancellationToken);
    }

    /// <summary>Says in words which part of the network runs how: once a batch or for each draw.</summary>
    public string Explain() => _engine.Explain(
        $"Variational network, {Draws} draws of {Layers.Count} random {(Layers.Count == 1 ? "layer" : "layers")}:");
}
