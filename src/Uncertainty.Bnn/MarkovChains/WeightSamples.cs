using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Samples of a network's weights, as a Markov chain passed through them: draw s is the network with the weights of sample s, and with BatchNorm
/// statistics taken for them from the training batches. Made by <see cref="StochasticGradientLangevin"/> and
/// <see cref="StochasticGradientHamiltonianMonteCarlo"/>. Immutable; owns its tensors, not the network.
/// </summary>
/// <remarks>
/// S samples of P weights are S · P numbers, in single, or in double where the network is. For the length of a pass the network has a sample's
/// weights, written in place; then its own again, to the bit, also after an exception. The network runs in evaluation mode. Not safe for several
/// threads on one network.
/// </remarks>
public sealed class WeightSamples : IPosteriorPredictive, IDisposable
{
    private const string Kind = "weight-samples";
    private const int FileVersion = 1;

    private readonly NetworkWeights _weights;
    private readonly Tensor _samples;
    private readonly DrawnStatistics? _statistics;
    private readonly WeightPasses _draws;
    private bool _disposed;

    internal WeightSamples(
        torch.nn.Module<Tensor, Tensor> network, NetworkWeights weights, Tensor samples, DrawnStatistics? statistics, MarkovChainOptions options)
    {
        _weights = weights;
        _samples = samples;
        _statistics = statistics;
        Options = options;
        Steps = SampleSteps.Of(options);
        _draws = new WeightPasses(network, weights, statistics, draw => samples[draw]);
    }

    /// <inheritdoc/>
    public int Draws => Options.Draws;

    /// <summary>Number of weights P of a sample: those that had a gradient. The network's others are the same in all draws.</summary>
    public long Parameters => _weights.Count;

    /// <summary>How the chain was run.</summary>
    public MarkovChainOptions Options { get; }

    /// <summary>The chain's step, from 1, that each sample was taken at; rising.</summary>
    public IReadOnlyList<int> Steps { get; }

    /// <summary>The weights of a sample, in the order of the network's <c>named_parameters</c>, to look at how the chain mixed.</summary>
    /// <param name="draw">Its number, in [0, S).</param>
    /// <returns>[P]; the caller's.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="draw"/> is not in [0, S).</exception>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    public Tensor Weights(int draw)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Guard.InRange(draw, 0, Draws - 1);
        using DisposeScope scope = torch.NewDisposeScope();
        return _samples[draw].clone().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    /// <exception cref="InvalidOperationException">The network gives outputs that are not [N, C, …].</exception>
    public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _draws.Visit(inputs, visit, Draws, Options, cancellationToken);
    }

    /// <summary>Writes the samples and the options, not the network, as a safetensors file. What is read back is the same to the bit.</summary>
    /// <param name="path">Where; a file that is there already is replaced.</param>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using DisposeScope scope = torch.NewDisposeScope();
        KeyValuePair<string, string>[] settings = [_weights.Setting, .. MarkovChainFiles.Settings(Options)];
        TensorFile.Save(path, Kind, FileVersion, settings, [("weights", _samples), .. _statistics?.Parts ?? []]);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">
    /// A network with the same parameters. The values of those that were sampled do not matter; others, which had no gradient, must be what
    /// they were.
    /// </param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, holds something else or is of a newer version, or the network has other parameters.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static WeightSamples Load(string path, torch.nn.Module<Tensor, Tensor> network)
    {
        Guard.NotNull(network);
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        using DisposeScope scope = torch.NewDisposeScope();
        NetworkWeights weights = NetworkWeights.Of(file, network, all: false);
        MarkovChainOptions options = MarkovChainFiles.Options(file);
        file.Make(() => SampleSteps.Of(options));
        Tensor samples = file.Get("weights", weights.Type, options.Draws, weights.Count).to(weights.Device).DetachFromDisposeScope();
        try
        {
            return new WeightSamples(network, weights, samples, WeightStatistics.Load(file, network, options.Draws), options);
        }
        catch
        {
            samples.Dispose();
            throw;
        }
    }

    /// <summary>Gives the tensors back; the network stays.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _samples.Dispose();
        _statistics?.Dispose();
    }
}
