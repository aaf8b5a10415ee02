using System.Globalization;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// SWAG, stochastic weight averaging with a Gaussian: a normal distribution over all weights of a network, from where training took them.
/// Its covariance is half a diagonal one and half one of low rank. Draw s is the network with other weights, with BatchNorm statistics taken
/// for them from training batches. Made by <see cref="SwagCollector"/>. Immutable; owns its tensors, not the network.
/// </summary>
/// <remarks>
/// Maddox, Garipov, Izmailov, Vetrov, Wilson, "A Simple Baseline for Bayesian Uncertainty in Deep Learning", NeurIPS 2019, Eq. (1) and
/// Algorithm 1. For the length of a pass the network has a draw's weights, written in place; then its own again, to the bit, also after an
/// exception. The network runs in evaluation mode. Not safe for several threads on one network.
/// </remarks>
public sealed class Swag : IPosteriorPredictive, IDisposable
{
    private const string Kind = "swag";
    private const int FileVersion = 1;

    private readonly NetworkWeights _weights;
    private readonly SwagMoments _moments;
    private readonly DrawnStatistics? _statistics;
    private readonly SwagOptions _options;
    private readonly WeightPasses _draws;
    private bool _disposed;

    internal Swag(
        torch.nn.Module<Tensor, Tensor> network, NetworkWeights weights, SwagMoments moments, DrawnStatistics? statistics, SwagOptions options)
    {
        _weights = weights;
        _moments = moments;
        _statistics = statistics;
        _options = options;
        _draws = new WeightPasses(network, weights, statistics, draw => moments.Draw(draw, options));
    }

    /// <inheritdoc/>
    public int Draws => _options.Draws;

    /// <summary>Number of weights P.</summary>
    public long Parameters => _weights.Count;

    /// <summary>Number of snapshots that the mean and the diagonal part are made of.</summary>
    public int Snapshots => _moments.Snapshots;

    /// <summary>Number of snapshots K that the part of low rank is made of, the last ones.</summary>
    public int Rank => _moments.Rank;

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    /// <exception cref="InvalidOperationException">The network gives outputs that are not [N, C, …].</exception>
    public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _draws.Visit(inputs, visit, Draws, _options, cancellationToken);
    }

    /// <summary>Writes the distribution and the options, not the network, as a safetensors file. What is read back is the same to the bit.</summary>
    /// <param name="path">Where; a file that is there already is replaced.</param>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using DisposeScope scope = torch.NewDisposeScope();
        KeyValuePair<string, string>[] settings =
        [
            _weights.Setting,
            new("snapshots", Snapshots.ToString(CultureInfo.InvariantCulture)),
            new("scale", TensorFile.Exact(_options.Scale)),
            .. SamplingFiles.Settings(_options, _options.Draws, _options.Seed),
        ];
        TensorFile.Save(path, Kind, FileVersion, settings, [.. _moments.Parts, .. _statistics?.Parts ?? []]);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">A network with the same parameters; their values do not matter.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, holds something else or is of a newer version, or the network has other parameters.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Swag Load(string path, torch.nn.Module<Tensor, Tensor> network)
    {
        Guard.NotNull(network);
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        NetworkWeights weights = NetworkWeights.Of(file, network, all: true);
        SwagOptions options = file.Make(() => SamplingFiles.Common(file, new SwagOptions
        {
            Scale = file.Number("scale"),
            Draws = file.Count(SamplingFiles.Draws),
            Seed = file.Integer(SamplingFiles.Seed),
        }));
        SwagMoments moments = SwagMoments.Load(file, weights);
        try
        {
            return new Swag(network, weights, moments, WeightStatistics.Load(file, network, options.Draws), options);
        }
        catch
        {
            moments.Dispose();
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
        _moments.Dispose();
        _statistics?.Dispose();
    }
}
