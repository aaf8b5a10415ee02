using TorchSharp;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>The means and variances that S training batches give each BatchNorm of a network.</summary>
internal sealed class BatchNormStatistics : IDisposable
{
    private double[] _epsilons = [];

    private BatchNormStatistics(DrawnStatistics drawn)
    {
        Drawn = drawn;
    }

    public IReadOnlyList<BatchNormLayer> Layers => Drawn.Layers;

    public int Draws => Drawn.Draws;

    /// <summary>The means and the variances (divisor: the number of values), which belong to this object.</summary>
    public DrawnStatistics Drawn { get; }

    /// <summary>What a layer does in each draw: scale γ / √(variance + ε), shift β - mean · scale. Of the current scope.</summary>
    public BatchNormFold Fold(int layer)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        BatchNormLayer norm = Layers[layer];
        (Tensor Mean, Tensor Variance)[] draws = [.. Enumerable.Range(0, Draws).Select(draw => Drawn.Of(layer, draw))];
        torch.ScalarType type = draws[0].Mean.dtype;
        Tensor mean = torch.stack(draws.Select(draw => draw.Mean), 0).to_type(torch.ScalarType.Float64);
        Tensor variance = torch.stack(draws.Select(draw => draw.Variance), 0).to_type(torch.ScalarType.Float64);
        Tensor scale = (norm.Weight?.detach() ?? torch.ones_like(mean)) / (variance + _epsilons[layer]).sqrt();
        Tensor shift = (norm.Bias?.detach() ?? torch.zeros_like(mean)) - (mean * scale);
        return new BatchNormFold(
            norm.Name, scale.to_type(type).MoveToOuterDisposeScope(), shift.to_type(type).MoveToOuterDisposeScope(), random: true);
    }

    /// <summary>See <see cref="McBatchNorm.Fit"/>.</summary>
    public static BatchNormStatistics Of(
        torch.nn.Module<Tensor, Tensor> network, IEnumerable<Tensor> batches, int draws, CancellationToken cancellationToken)
    {
        BatchNormStatistics statistics = new(new DrawnStatistics(Find(network)));
        try
        {
            using EvaluationModeScope evaluation = new(network);
            using RunningStatisticsScope running = new(statistics.Layers);
            statistics.ReadEpsilons();
            long size = 0;
            foreach (Tensor batch in batches)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Check(batch, size, statistics.Draws);
                size = batch.shape[0];
                statistics.Take(network, batch);
                if (statistics.Draws == draws)
                {
                    return statistics;
                }
            }

            throw new ArgumentException(
                $"must hold at least as many batches as there are draws, {draws}; got {statistics.Draws}.", nameof(batches));
        }
        catch
        {
            statistics.Dispose();
            throw;
        }
    }

    /// <summary>See <see cref="McBatchNorm.Load"/>.</summary>
    public static BatchNormStatistics Load(TensorFile file, torch.nn.Module<Tensor, Tensor> network, int draws)
    {
        IReadOnlyList<BatchNormLayer> layers = file.Make(() => Find(network));
        BatchNormStatistics statistics = new(DrawnStatistics.Load(file, layers, draws));
        try
        {
            using EvaluationModeScope evaluation = new(network);
            using RunningStatisticsScope running = new(layers);
            statistics.ReadEpsilons();
            return statistics;
        }
        catch
        {
            statistics.Dispose();
            throw;
        }
    }

    public void Dispose() => Drawn.Dispose();

    /// <summary>Overwrites the running statistics: only within a <see cref="RunningStatisticsScope"/>, in evaluation mode.</summary>
    private void ReadEpsilons() => _epsilons = [.. Layers.Select(layer => layer.Epsilon())];

    private static IReadOnlyList<BatchNormLayer> Find(Module network)
    {
        IReadOnlyList<BatchNormLayer> layers = BatchNormLayer.In(network);
        return layers.Count > 0
            ? layers
            : throw new ArgumentException(
                "has no BatchNorm1d, BatchNorm2d or BatchNorm3d with running statistics, so that all draws would be the same; its layers "
                + $"are: {NetworkModules.List(NetworkModules.Of(network).Skip(1))}.",
                nameof(network));
    }

    private static void Check(Tensor batches, long size, int number)
    {
        Guard.MinimumRank(batches, 2, "[B, …]");
        Guard.Finite(batches);
        if (number > 0 && batches.shape[0] != size)
        {
            throw new ArgumentException(
                $"must all be of one size; batch {number} has {batches.shape[0]} inputs, those before {size}. Leave out a smaller last one.",
                nameof(batches));
        }
    }

    /// <summary>
    /// Runs a batch through the network. Each BatchNorm is given the statistics of what comes in as its running ones just before it
    /// uses them: in evaluation mode it then does what it does in training, and counts nothing.
    /// </summary>
    private void Take(torch.nn.Module<Tensor, Tensor> network, Tensor batch)
    {
        Tensor?[] means = new Tensor?[Layers.Count];
        Tensor?[] variances = new Tensor?[Layers.Count];
        try
        {
            using HookScope hooks = new(Layers.Select((layer, place) => layer.Watch(input =>
                (means[place], variances[place]) = means[place] is null
                    ? Measure(layer, input)
                    : throw new InvalidOperationException(
                        $"The BatchNorm layer '{layer.Name}' ran twice in one pass; a draw has one mean and variance for it."))));
            using DisposeScope scope = torch.NewDisposeScope();
            network.call(batch.clone());
            int silent = Array.IndexOf(means, null);
            if (silent >= 0)
            {
                throw new InvalidOperationException(
                    $"The BatchNorm layer '{Layers[silent].Name}' did not run. A network must run its layers through call(x), not forward(x).");
            }

            Drawn.Add(means.Zip(variances, (mean, variance) => (mean!, variance!)));
        }
        catch
        {
            Array.ForEach([.. means, .. variances], tensor => tensor?.Dispose());
            throw;
        }
    }

    internal static (Tensor Mean, Tensor Variance) Measure(BatchNormLayer layer, Tensor input)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor running = layer.RunningMean;
        if (input.numel() < 2 * running.numel())
        {
            throw new InvalidOperationException(
                $"The BatchNorm layer '{layer.Name}' was given {input.numel() / running.numel()} value a channel, where a variance needs 2: "
                + "take larger batches.");
        }

        Tensor values = input.transpose(0, 1).flatten(1);
        Tensor mean = values.mean([1]);
        Tensor variance = values.var(1, unbiased: false);
        running.copy_(mean);
        layer.RunningVariance.copy_(variance);
        return (mean.DetachFromDisposeScope(), variance.DetachFromDisposeScope());
    }
}
