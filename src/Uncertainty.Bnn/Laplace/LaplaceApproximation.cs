using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A normal distribution over the weights of a trained network's last layer, or of all or some of its layers (<see cref="LaplaceLayers"/>): its
/// mean are the trained weights, its covariance the inverse of how sharply the loss curves around them. Nothing is trained. All other
/// parameters stay. <see cref="ClassificationLaplace"/> and <see cref="RegressionLaplace"/> are the two there are. Owns its tensors, not the
/// network.
/// </summary>
/// <remarks>
/// MacKay, "A Practical Bayesian Framework for Backpropagation Networks", Neural Computation 1992; Daxberger et al., "Laplace Redux -
/// Effortless Bayesian Deep Learning", NeurIPS 2021; on the last layer alone Kristiadi, Hein, Hennig, "Being Bayesian, Even Just a Bit, Fixes
/// Overconfidence in ReLU Networks", ICML 2020. With the generalised Gauss-Newton matrix H = Σ Jᵀ Λ J of the summed loss and the precision δ of
/// the prior the covariance is (H + δ)⁻¹. Computed in double from the network's features and derivatives, which are in its type; the network
/// runs in evaluation mode. Not safe for several threads on one network.
/// </remarks>
public abstract class LaplaceApproximation : IPosteriorPredictive, IDisposable
{
    private protected const int FileVersion = 2;

    private readonly LinearisedNetwork _network;
    private readonly LaplaceOptions _options;
    private readonly WeightDraws _draws;
    private readonly SamplingEngine? _engine;
    private readonly LinearisedDraws? _linearised;
    private readonly LinearisedMemory _memory;
    private bool _disposed;

    private protected LaplaceApproximation(LinearisedNetwork network, Curvature curvature, LaplaceOptions options, LaplaceFit fit)
    {
        _network = network;
        _options = options;
        Numbers = fit;
        Layers = [.. network.Layers.Select(layer => layer.Name)];
        _draws = new WeightDraws(network, curvature, fit, options.Seed);
        _memory = new LinearisedMemory(network, curvature.RowLength);
        if (network is LastLayer || options.Drawing == LaplaceDrawing.Sampled)
        {
            DrawnLayers drawn = new(network.Layers, _draws);
            IReadOnlyList<ChainLink> links =
                options.WholePasses || Layers.Count > 1 ? [NetworkChain.Whole(network.Network)] : NetworkChain.Of(network.Network, split: true);

            // A network may keep the layer out of the part that it says is to be run for each draw.
            bool found = drawn.Steps(links).Any(step => step is not null);
            _engine = new SamplingEngine(network.Network, found ? links : [NetworkChain.Whole(network.Network)], drawn, options);
        }
        else
        {
            _linearised = new LinearisedDraws(network, _draws, options);
        }
    }

    /// <inheritdoc/>
    public int Draws => _options.Draws;

    /// <summary>Names of the layers whose weights and biases vary, as the module tree has them. All other parameters stay.</summary>
    public IReadOnlyList<string> Layers { get; }

    /// <summary>Number of weights P that vary.</summary>
    public long Parameters => _draws.Mean.numel();

    /// <summary>What is kept of the covariance.</summary>
    public LaplaceCovariance Covariance => _options.Covariance;

    /// <summary>Precision δ of the prior N(0, 1/δ) of each weight: the given one, or the one that maximises the marginal likelihood.</summary>
    public double PriorPrecision => Numbers.PriorPrecision;

    /// <summary>
    /// ln p(D) of the training data by Laplace's method, in nats: higher for a better choice of prior, noise and network on the same data.
    /// </summary>
    /// <remarks>MacKay 1992: ln p(D | w) - ½ δ ‖w‖² - ½ ln |H + δ| + ½ P ln δ, with the P weights w that vary.</remarks>
    public double LogMarginalLikelihood => Numbers.LogMarginalLikelihood;

    /// <summary>How many of the weights the data decide, γ = Σ h / (h + δ) over the eigenvalues h of H; in [0, P].</summary>
    public double EffectiveParameters => Numbers.EffectiveParameters;

    private protected LaplaceFit Numbers { get; }

    /// <summary>The type of the outputs.</summary>
    private protected torch.ScalarType Type
    {
        get
        {
            using DisposeScope scope = torch.NewDisposeScope();
            return _network.Layers[^1].Weight.dtype;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _linearised?.Visit(inputs, Type, visit, cancellationToken);
        _engine?.Visit(inputs, Draws, _options.Seed, visit, gradients: false, cancellationToken);
    }

    /// <summary>
    /// The distribution of the outputs of the network's tangent at the trained weights, f(x) + J(x) (w - ŵ), exactly as the distribution of the
    /// weights w makes it. With the last layer alone the tangent is the network.
    /// </summary>
    /// <param name="inputs">[N, …] inputs of the network; finite, N at least 1.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <returns>[N, C] means, which are the network's outputs, and [N, C, C] covariances J (H + δ)⁻¹ Jᵀ. The caller disposes it.</returns>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are empty or not finite.</exception>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public GaussianOutputs Linearise(Tensor inputs, CancellationToken cancellationToken = default)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor[] moments = ByChunk(inputs, (mean, covariance) => [mean, covariance], cancellationToken);
        return new GaussianOutputs(moments[0], moments[1]);
    }

    /// <summary>Says in words which part of the network runs how: once a batch or for each draw.</summary>
    public string Explain()
    {
        string title = $"Laplace approximation, {Draws} draws of {Parameters} weights of {Layers.Count} {(Layers.Count == 1 ? "layer" : "layers")}:";
        return _linearised?.Explain(title) ?? _engine!.Explain(title);
    }

    /// <summary>Writes the covariance and the options, not the network, as a safetensors file. What is read back is the same to the bit.</summary>
    /// <param name="path">Where; a file that is there already is replaced.</param>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        TensorFile.Save(
            path, Kind, FileVersion, [.. LaplaceFiles.Settings(_network, _options, Numbers)], [("mean", _draws.Mean), .. _draws.Curvature.Parts]);
    }

    /// <summary>Gives the tensors back; the network stays.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _draws.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What a saved file says that it holds.</summary>
    private protected abstract string Kind { get; }

    /// <summary>
    /// Hands over [n, C] means and [n, C, C] covariances of the outputs, in double, for as many inputs at a time as memory allows, and puts together
    /// what is made of them, in the outputs' type and the current scope.
    /// </summary>
    private protected Tensor[] ByChunk(Tensor inputs, Func<Tensor, Tensor, Tensor[]> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Guard.MinimumRank(inputs, 1, "[N, …]");
        Guard.Finite(inputs);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        long most = _memory.Rows(inputs, _options);
        List<Tensor[]> chunks = [];
        for (long first = 0; first < inputs.shape[0]; first += most)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope chunk = torch.NewDisposeScope();
            using LinearisedPass pass = _network.Run(inputs.narrow(0, first, Math.Min(most, inputs.shape[0] - first)));
            Tensor[] made = read(pass.Outputs(), _draws.Curvature.OutputCovariance(pass.Jacobians(), _draws.Variances));
            chunks.Add([.. made.Select(tensor => tensor.to_type(Type).MoveToOuterDisposeScope())]);
        }

        return [.. chunks[0].Select((_, i) => torch.cat([.. chunks.Select(chunk => chunk[i])], 0).MoveToOuterDisposeScope())];
    }
}
