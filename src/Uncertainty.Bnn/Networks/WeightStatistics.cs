using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>The running statistics that a network's BatchNorm layers have on training data, for other weights in each draw.</summary>
internal static class WeightStatistics
{
    /// <summary>Takes them from training batches; null where the network has no BatchNorm that keeps any.</summary>
    /// <param name="network">The network.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="draws">Number of draws S.</param>
    /// <param name="draw">Gives the weights [P] of a draw.</param>
    /// <param name="batches">[B, …] training inputs; enumerated once for each draw.</param>
    /// <param name="progress">Told the number of draws that are done, after each.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    public static DrawnStatistics? Of(
        torch.nn.Module<Tensor, Tensor> network,
        NetworkWeights weights,
        int draws,
        Func<int, Tensor> draw,
        IEnumerable<Tensor>? batches,
        Action<int>? progress,
        CancellationToken cancellationToken)
    {
        if (BatchNormLayer.In(network) is not { Count: > 0 } layers)
        {
            return null;
        }

        if (batches is null)
        {
            throw new ArgumentException(
                $"must be training inputs, as the network has BatchNorm ('{layers[0].Name}'), whose statistics are others in each draw; got null.",
                nameof(batches));
        }

        DrawnStatistics statistics = new(layers);
        try
        {
            using EvaluationModeScope evaluation = new(network);
            using RunningStatisticsScope running = new(layers);
            for (int number = 0; number < draws; number++)
            {
                using DisposeScope scope = torch.NewDisposeScope();
                using WeightScope entered = weights.Enter(draw(number));
                using BatchNormAverages averages = new(layers);
                foreach (Tensor batch in batches)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    averages.Add(network, batch);
                }

                if (averages.Count == 0)
                {
                    throw new ArgumentException(
                        "must hold at least one batch, and be enumerable once for each draw; there was none "
                        + (number == 0 ? "at all." : $"left for draw {number}."),
                        nameof(batches));
                }

                statistics.Add(averages.Take());
                progress?.Invoke(number + 1);
            }

            return statistics;
        }
        catch
        {
            statistics.Dispose();
            throw;
        }
    }

    /// <summary>Throws what <see cref="Of"/> would throw because of how BatchNorm is run, before any work is put into weights.</summary>
    public static void Check(torch.nn.Module<Tensor, Tensor> network, Tensor batch)
    {
        if (BatchNormLayer.In(network) is { Count: > 0 } layers)
        {
            using EvaluationModeScope evaluation = new(network);
            using RunningStatisticsScope running = new(layers);
            using BatchNormAverages averages = new(layers);
            averages.Add(network, batch);
        }
    }

    /// <summary>Reads those of a file; null where the network has no BatchNorm that keeps any.</summary>
    public static DrawnStatistics? Load(TensorFile file, torch.nn.Module<Tensor, Tensor> network, int draws) =>
        BatchNormLayer.In(network) is { Count: > 0 } layers ? DrawnStatistics.Load(file, layers, draws) : null;
}
