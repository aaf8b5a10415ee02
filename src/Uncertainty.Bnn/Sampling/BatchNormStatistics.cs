using TorchSharp;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>The means and variances that S training batches give each BatchNorm of a network.</summary>
internal sealed class BatchNormStatistics : IDisposable
{
    private readonly List<Tensor[]> _means = [];
    private readonly List<Tensor[]> _variances = [];

    private double[] _epsilons = [];

    private BatchNormStatistics(IReadOnlyList<BatchNormLayer> layers)
    {
        Layers = layers;
    }

    public IReadOnlyList<BatchNormLayer> Layers { get; }

    public int Draws => _means.Count;

    /// <summary>[C] mean and variance (divisor: the number of values) of a layer in a draw. They belong to this object.</summary>
    public (Tensor Mean, Tensor Variance) Of(int layer, int draw) => (_means[draw][layer], _variances[draw][layer]);

    /// <summary>What a layer does in each draw: scale γ / √(variance + ε), shift β - mean · scale. Of the current scope.</summary>
    public BatchNormFold Fold(int layer)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        BatchNormLayer norm = Layers[layer];
        torch.ScalarType type = _means[0][layer].dtype;
        Tensor mean = torch.stack(_means.ConvertAll(tensors => tensors[layer]), 0).to_type(torch.ScalarType.Float64);
        Tensor variance = torch.stack(_variances.ConvertAll(tensors => tensors[layer]), 0).to_type(torch.ScalarType.Float64);
        Tensor scale = (norm.Weight?.detach() ?? torch.ones_like(mean)) / (variance + _epsilons[layer]).sqrt();
        Tensor shift = (norm.Bias?.detach() ?? torch.zeros_like(mean)) - (mean * scale);
        return new BatchNormFold(
            norm.Name, scale.to_type(type).MoveToOuterDisposeScope(), shift.to_type(type).MoveToOuterDisposeScope(), random: true);
    }

    /// <summary>See <see cref="McBatchNorm.Fit"/>.</summary>
    public static BatchNormStatistics Of(
        torch.nn.Module<Tensor, Tensor> network, IEnumerable<Tensor> batches, int draws, CancellationToken cancellationToken)
    {
        BatchNormStatistics statistics = new(Find(network));
        try
        {
            using EvaluationModeScope evaluation = new(network);
            using RunningStatisticsScope running = new(statistics.Layers);
            statistics._epsilons = [.. statistics.Layers.Select(layer => layer.Epsilon())];
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

    public void Dispose()
    {
        foreach (Tensor tensor in _means.Concat(_variances).SelectMany(tensors => tensors))
        {
            tensor.Dispose();
        }

        _means.Clear();
        _variances.Clear();
    }

    private static IReadOnlyList<BatchNormLayer> Find(Module network)
    {
        using DisposeScope scope = torch.NewDisposeScope();
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

            _means.Add(means!);
            _variances.Add(variances!);
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
