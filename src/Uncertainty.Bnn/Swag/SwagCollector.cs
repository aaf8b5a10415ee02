using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Gathers what <see cref="Swag"/> needs while a network is trained on: call <see cref="Collect"/> after each epoch, say, of training at a
/// constant learning rate that is high enough for the weights to move around. Changes nothing about the network or its training.
/// </summary>
/// <remarks>
/// Maddox et al. 2019, Algorithm 1. The running mean and variance of P weights take 16 P bytes, in double, and each of the last K
/// deviations from the mean 4 P (8 P for a network in double).
/// </remarks>
public sealed class SwagCollector : IDisposable
{
    private readonly torch.nn.Module<Tensor, Tensor> _network;
    private readonly NetworkWeights _weights;
    private readonly int _rank;
    private readonly Tensor _mean;
    private readonly Tensor _squares;
    private readonly Queue<Tensor> _deviations = [];
    private bool _disposed;

    /// <summary>Starts with nothing gathered.</summary>
    /// <param name="network">From [N, …] inputs to [N, C, …] outputs. Belongs to the caller, who trains it.</param>
    /// <param name="rank">K, how many of the last snapshots the part of low rank is made of. Default 20; at least 2.</param>
    /// <exception cref="ArgumentException"><paramref name="network"/> has no parameters.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rank"/> is below 2.</exception>
    public SwagCollector(torch.nn.Module<Tensor, Tensor> network, int rank = 20)
    {
        _network = Guard.NotNull(network);
        _rank = Guard.AtLeast(rank, 2);
        _weights = new NetworkWeights(network);
        _mean = torch.zeros([_weights.Count], dtype: torch.ScalarType.Float64, device: _weights.Device).DetachFromDisposeScope();
        _squares = torch.zeros([_weights.Count], dtype: torch.ScalarType.Float64, device: _weights.Device).DetachFromDisposeScope();
    }

    /// <summary>How often the weights were taken.</summary>
    public int Snapshots { get; private set; }

    /// <summary>Takes the network's weights as they are now.</summary>
    /// <exception cref="InvalidOperationException">Weights are not finite: the training diverged. What was gathered before stays.</exception>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    public void Collect()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor weights = _weights.Read();
        if (!torch.isfinite(weights).all().item<bool>())
        {
            throw new InvalidOperationException("The network has weights that are not finite: its training diverged.");
        }

        Snapshots++;
        Tensor before = weights - _mean;
        _mean.add_(before / Snapshots);
        Tensor after = weights - _mean;
        _squares.add_(before * after);
        _deviations.Enqueue(after.to_type(_weights.Type).DetachFromDisposeScope());
        if (_deviations.Count > _rank)
        {
            _deviations.Dequeue().Dispose();
        }
    }

    /// <summary>Makes a posterior of what was gathered so far; gathering may go on.</summary>
    /// <param name="batches">
    /// [B, …] training inputs, from which each draw's BatchNorm statistics are taken; enumerated once for each draw. Null where the network has
    /// no BatchNorm that keeps statistics.
    /// </param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <param name="progress">Told the number of draws whose statistics are done, after each.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    /// <exception cref="ArgumentException">
    /// The network has BatchNorm, and <paramref name="batches"/> are null, none, not finite, or cannot be enumerated again.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// Fewer than 2 snapshots were taken, or a BatchNorm layer did not run, ran twice, or was given a single value a channel.
    /// </exception>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Swag Complete(
        IEnumerable<Tensor>? batches = null,
        SwagOptions? options = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Snapshots < 2)
        {
            throw new InvalidOperationException($"A spread of weights needs at least 2 snapshots; Collect was called {Snapshots} times.");
        }

        SwagOptions chosen = options ?? new SwagOptions();
        using DisposeScope scope = torch.NewDisposeScope();
        SwagMoments moments = new(_mean.clone(), _squares / Snapshots, torch.stack(_deviations, 0), Snapshots);
        try
        {
            DrawnStatistics? statistics = WeightStatistics.Of(
                _network,
                _weights,
                chosen.Draws,
                draw => moments.Draw(draw, chosen),
                batches,
                progress is null ? null : progress.Report,
                cancellationToken);
            return new Swag(_network, _weights, moments, statistics, chosen);
        }
        catch
        {
            moments.Dispose();
            throw;
        }
    }

    /// <summary>Gives back what was gathered; posteriors and the network stay.</summary>
    public void Dispose()
    {
        _disposed = true;
        _mean.Dispose();
        _squares.Dispose();
        while (_deviations.TryDequeue(out Tensor? deviation))
        {
            deviation.Dispose();
        }
    }
}
