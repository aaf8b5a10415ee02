using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>The running statistics that each draw's BatchNorm layers have on the training data. Owns them.</summary>
internal sealed class SwagStatistics : IDisposable
{
    private readonly BatchNormLayer[] _layers;
    private readonly List<(Tensor Mean, Tensor Variance)>[] _draws;

    private SwagStatistics(BatchNormLayer[] layers, int draws)
    {
        _layers = layers;
        _draws = [.. Enumerable.Range(0, draws).Select(_ => new List<(Tensor, Tensor)>())];
    }

    public IEnumerable<(string Name, Tensor Value)> Parts => _layers.SelectMany((layer, i) => new[]
    {
        ($"running_mean.{layer.Name}", torch.stack(_draws.Select(draw => draw[i].Mean), 0)),
        ($"running_var.{layer.Name}", torch.stack(_draws.Select(draw => draw[i].Variance), 0)),
    });

    /// <summary>Takes them from training batches; null where the network has no BatchNorm that keeps any.</summary>
    public static SwagStatistics? Of(
        torch.nn.Module<Tensor, Tensor> network,
        NetworkWeights weights,
        SwagMoments moments,
        IEnumerable<Tensor>? batches,
        SwagOptions options,
        IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        if (Layers(network) is not { } layers)
        {
            return null;
        }

        if (batches is null)
        {
            throw new ArgumentException(
                $"must be training inputs, as the network has BatchNorm ('{layers[0].Name}'), whose statistics are others in each draw; got null.",
                nameof(batches));
        }

        SwagStatistics statistics = new(layers, options.Draws);
        try
        {
            using EvaluationModeScope evaluation = new(network);
            using RunningStatisticsScope running = new(layers);
            for (int draw = 0; draw < options.Draws; draw++)
            {
                using DisposeScope scope = torch.NewDisposeScope();
                using WeightScope entered = weights.Enter(moments.Draw(draw, options));
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
                        + (draw == 0 ? "at all." : $"left for draw {draw}."),
                        nameof(batches));
                }

                statistics._draws[draw].AddRange(averages.Take());
                progress?.Report(draw + 1);
            }

            return statistics;
        }
        catch
        {
            statistics.Dispose();
            throw;
        }
    }

    public static SwagStatistics? Load(TensorFile file, torch.nn.Module<Tensor, Tensor> network, int draws)
    {
        if (Layers(network) is not { } layers)
        {
            return null;
        }

        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor Means, Tensor Variances)[] stacks = [.. layers.Select(layer => (Get(layer, "running_mean"), Get(layer, "running_var")))];
        SwagStatistics statistics = new(layers, draws);
        for (int draw = 0; draw < draws; draw++)
        {
            statistics._draws[draw].AddRange(stacks.Select(stack => (
                stack.Means[draw].clone().DetachFromDisposeScope(), stack.Variances[draw].clone().DetachFromDisposeScope())));
        }

        return statistics;

        Tensor Get(BatchNormLayer layer, string name) =>
            file.Get($"{name}.{layer.Name}", layer.RunningMean.dtype, draws, layer.RunningMean.numel()).to(layer.RunningMean.device);
    }

    /// <summary>Lets the network run with the statistics of a draw until the disposal.</summary>
    public IDisposable Enter(int draw)
    {
        RunningStatisticsScope running = new(_layers);
        try
        {
            using DisposeScope scope = torch.NewDisposeScope();
            for (int i = 0; i < _layers.Length; i++)
            {
                _layers[i].RunningMean.copy_(_draws[draw][i].Mean);
                _layers[i].RunningVariance.copy_(_draws[draw][i].Variance);
            }

            return running;
        }
        catch
        {
            running.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach ((Tensor mean, Tensor variance) in _draws.SelectMany(draw => draw))
        {
            mean.Dispose();
            variance.Dispose();
        }

        Array.ForEach(_draws, draw => draw.Clear());
    }

    private static BatchNormLayer[]? Layers(torch.nn.Module network)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        BatchNormLayer[] layers = [.. BatchNormLayer.In(network)];
        return layers.Length == 0 ? null : layers;
    }
}
