using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Draws from a network with random weights: draw s is the network with one sample of all its Bayesian layers' weights, of the noise of its
/// <see cref="VariationalDropout"/>s and of the masks of its <see cref="ConcreteDropout"/>s, the same for all inputs, whatever estimator they
/// are trained by. The network is left as it is found.
/// </summary>
/// <remarks>
/// Blundell et al., "Weight Uncertainty in Neural Networks", ICML 2015, Section 2. All other layers run in evaluation mode. The numbers are
/// drawn on the CPU, by seed, draw and layer, and are the same on every device. What comes before the first Bayesian layer is computed once
/// for all draws: <see cref="Explain"/> says what runs how. While a draw runs, its weights stand in the place of the means: not safe for
/// several threads on one network.
/// </remarks>
public sealed class VariationalNetwork : IPosteriorPredictive
{
    private readonly IReadOnlyList<(string Name, IVariationalLayer Layer)> _layers;
    private readonly VariationalNetworkOptions _options;
    private readonly SamplingEngine _engine;
    private readonly torch.nn.Module<Tensor, Tensor> _network;

    /// <summary>Wraps a trained network.</summary>
    /// <param name="network">
    /// From [N, …] inputs to [N, C, …] outputs, with <see cref="BayesianLayer"/>s, <see cref="ConcreteDropout"/>s or
    /// <see cref="VariationalDropout"/>s, or converted by <see cref="ModuleConversion.ToBayesian"/>. Belongs to the caller, who keeps it alive
    /// and disposes it.
    /// </param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="network"/> has no Bayesian layer.</exception>
    /// <exception cref="ObjectDisposedException">The network's conversion was taken back.</exception>
    public VariationalNetwork(torch.nn.Module<Tensor, Tensor> network, VariationalNetworkOptions? options = null)
    {
        _network = Guard.NotNull(network);
        _options = options ?? new VariationalNetworkOptions();
        _layers = VariationalLayers.In(network);
        torch.nn.Module<Tensor, Tensor> inner = VariationalLayers.Inner(network);
        IReadOnlyList<ChainLink> links = _options.WholePasses ? [NetworkChain.Whole(inner)] : NetworkChain.Of(inner, split: true);
        (string Name, IRandomWeights Layer)[] weights =
            [.. _layers.Where(entry => entry.Layer is IRandomWeights).Select(entry => (entry.Name, (IRandomWeights)entry.Layer))];
        RandomParts random = new([new RandomWeights(weights, _options.Seed), new DropoutLayers(DropoutLayer.LearntIn(inner))]);
        _engine = new SamplingEngine(inner, links, random, _options);
    }

    /// <inheritdoc/>
    public int Draws => _options.Draws;

    /// <summary>Names of the random layers, as the module tree has them.</summary>
    public IReadOnlyList<string> Layers => [.. _layers.Select(entry => entry.Name)];

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A Bayesian layer did not run: the network goes around its <c>call</c>.</exception>
    /// <exception cref="ObjectDisposedException">The network's conversion was taken back.</exception>
    public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_network is BayesianNetwork { IsAttached: false }, _network);
        _engine.Visit(inputs, Draws, _options.Seed, visit, gradients: false, cancellationToken);
    }

    /// <summary>
    /// Writes the network's parameters and buffers, what its layers are and the options, as a safetensors file. Read back, the network gives the
    /// same draws to the bit.
    /// </summary>
    /// <param name="path">Where; a file that is there already is replaced.</param>
    /// <exception cref="InvalidOperationException">A parameter or a buffer is not finite.</exception>
    /// <exception cref="ObjectDisposedException">The network's conversion was taken back.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(_network is BayesianNetwork { IsAttached: false }, _network);
        VariationalFiles.Save(path, _network, _layers, _options);
    }

    /// <summary>Reads what <see cref="Save"/> wrote into a network.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">
    /// A network made or converted as the saved one was: the same modules, the same options of its random layers, parameters of the same shapes
    /// and types. Their values are overwritten. Belongs to the caller.
    /// </param>
    /// <returns>Draws from the network, with the options that were saved.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, holds something else or is of a newer version, or the network is another. The network is then as it was.
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="network"/> has no Bayesian layer.</exception>
    /// <exception cref="ObjectDisposedException">The network's conversion was taken back.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static VariationalNetwork Load(string path, torch.nn.Module<Tensor, Tensor> network) =>
        new(network, VariationalFiles.Load(path, Guard.NotNull(network), VariationalLayers.In(network)));

    /// <summary>Says in words which part of the network runs how: once a batch or for each draw.</summary>
    public string Explain() => _engine.Explain(
        $"Variational network, {Draws} draws of {_layers.Count} random {(_layers.Count == 1 ? "layer" : "layers")}:");
}
