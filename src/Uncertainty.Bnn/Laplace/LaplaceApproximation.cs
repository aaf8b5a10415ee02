using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A normal distribution over the weights of a trained network's last layer: its mean are the trained weights, its covariance the inverse of
/// how sharply the loss curves around them. Nothing is trained. Draw s is the network with other weights in its last layer; everything before
/// runs once. <see cref="ClassificationLaplace"/> and <see cref="RegressionLaplace"/> are the two there are. Owns its tensors, not the network.
/// </summary>
/// <remarks>
/// MacKay, "A Practical Bayesian Framework for Backpropagation Networks", Neural Computation 1992; on the last layer alone Kristiadi, Hein,
/// Hennig, "Being Bayesian, Even Just a Bit, Fixes Overconfidence in ReLU Networks", ICML 2020, and Daxberger et al., "Laplace Redux -
/// Effortless Bayesian Deep Learning", NeurIPS 2021. With the generalised Gauss-Newton matrix H of the summed loss and the precision δ of
/// the prior the covariance is (H + δ)⁻¹. Computed in double; the network runs in evaluation mode. Not safe for several threads on one
/// network.
/// </remarks>
public abstract class LaplaceApproximation : IPosteriorPredictive, IDisposable
{
    private protected const int FileVersion = 1;

    private readonly LastLayer _layer;
    private readonly LaplaceOptions _options;
    private readonly Curvature _curvature;
    private readonly Tensor _mean;
    private readonly Tensor _variances;
    private readonly SamplingEngine _engine;
    private readonly PassMemory _memory;
    private readonly torch.nn.Module<Tensor, Tensor> _network;
    private bool _disposed;

    private protected LaplaceApproximation(
        torch.nn.Module<Tensor, Tensor> network, LastLayer layer, Curvature curvature, LaplaceOptions options, LaplaceFit fit)
    {
        _network = network;
        _layer = layer;
        _options = options;
        _curvature = curvature;
        Numbers = fit;
        using DisposeScope scope = torch.NewDisposeScope();
        _mean = layer.Weights().DetachFromDisposeScope();
        _variances = ((curvature.Eigenvalues() / fit.NoiseVariance) + fit.PriorPrecision).reciprocal().DetachFromDisposeScope();
        LastLayerDraws draws = new(layer, Weights);
        IReadOnlyList<ChainLink> links = options.WholePasses ? [NetworkChain.Whole(network)] : NetworkChain.Of(network, split: true);

        // A network may keep its last layer out of the part that it says is to be run for each draw.
        bool found = draws.Steps(links).Any(step => step is not null);
        _engine = new SamplingEngine(network, found ? links : [NetworkChain.Whole(network)], draws, options);
        _memory = new PassMemory([network], 1, inputs => inputs);
    }

    /// <inheritdoc/>
    public int Draws => _options.Draws;

    /// <summary>Name of the last layer, as the module tree has it.</summary>
    public string Layer => _layer.Name;

    /// <summary>What is kept of the covariance.</summary>
    public LaplaceCovariance Covariance => _options.Covariance;

    /// <summary>Precision δ of the prior N(0, 1/δ) of each weight: the given one, or the one that maximises the marginal likelihood.</summary>
    public double PriorPrecision => Numbers.PriorPrecision;

    /// <summary>
    /// ln p(D) of the training data by Laplace's method, in nats: higher for a better choice of prior, noise and network on the same data.
    /// </summary>
    /// <remarks>MacKay 1992: ln p(D | w) - ½ δ ‖w‖² - ½ ln |H + δ| + ½ P ln δ, with the P weights w of the last layer.</remarks>
    public double LogMarginalLikelihood => Numbers.LogMarginalLikelihood;

    /// <summary>How many of the last layer's weights the data decide, γ = Σ h / (h + δ) over the eigenvalues h of H; in [0, P].</summary>
    public double EffectiveParameters => Numbers.EffectiveParameters;

    private protected LaplaceFit Numbers { get; }

    /// <summary>The type of the outputs.</summary>
    private protected torch.ScalarType Type
    {
        get
        {
            using DisposeScope scope = torch.NewDisposeScope();
            return _layer.Layer.weight!.dtype;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _engine.Visit(inputs, Draws, _options.Seed, visit, cancellationToken);
    }

    /// <summary>
    /// The distribution of the network's outputs, exactly as the distribution of its weights makes it: they are linear in them.
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
    public string Explain() => _engine.Explain($"Laplace approximation, {Draws} draws of the last layer's weights:");

    /// <summary>Writes the covariance and the options, not the network, as a safetensors file. What is read back is the same to the bit.</summary>
    /// <param name="path">Where; a file that is there already is replaced.</param>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        TensorFile.Save(
            path, Kind, FileVersion, [.. LaplaceFiles.Settings(_layer, _options, Numbers)], [("mean", _mean), .. _curvature.Parts]);
    }

    /// <summary>Gives the tensors back; the network stays.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _curvature.Dispose();
        _mean.Dispose();
        _variances.Dispose();
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
        using EvaluationModeScope evaluation = new(_network);
        using DisposeScope scope = torch.NewDisposeScope();
        long fit = Math.Max(1, _options.MemoryLimit / (sizeof(double) * _curvature.RowLength));
        long most = Math.Min(fit, _memory.Rows(inputs, _options));
        List<Tensor[]> chunks = [];
        for (long first = 0; first < inputs.shape[0]; first += most)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope chunk = torch.NewDisposeScope();
            (Tensor features, Tensor outputs) = _layer.Run(inputs.narrow(0, first, Math.Min(most, inputs.shape[0] - first)));
            Tensor[] made = read(outputs, _curvature.OutputCovariance(features, _variances));
            chunks.Add([.. made.Select(tensor => tensor.to_type(Type).MoveToOuterDisposeScope())]);
        }

        return [.. chunks[0].Select((_, i) => torch.cat([.. chunks.Select(chunk => chunk[i])], 0).MoveToOuterDisposeScope())];
    }

    /// <summary>[C, F] the weights of a draw.</summary>
    private Tensor Weights(int draw)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using torch.Generator generator = new(unchecked((ulong)Seeds.Derive(_options.Seed, draw)));
        Tensor noise = torch.randn(_mean.shape, dtype: torch.ScalarType.Float64, generator: generator).to(_mean.device);
        return (_mean + _curvature.Spread(noise, _variances.sqrt())).MoveToOuterDisposeScope();
    }
}
