using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Running statistics from scratch: the means over training batches, weighted by their sizes, of each BatchNorm's batch mean and batch
/// variance (divisor: the number of values less 1, as running variances have it). Each batch runs through the network as in training.
/// </summary>
internal sealed class BatchNormAverages(IReadOnlyList<BatchNormLayer> layers) : IDisposable
{
    private readonly Tensor?[] _means = new Tensor?[layers.Count];
    private readonly Tensor?[] _variances = new Tensor?[layers.Count];

    /// <summary>
    /// Runs a batch through the network, in evaluation mode; overwrites the running statistics, so only within a
    /// <see cref="RunningStatisticsScope"/>.
    /// </summary>
    public void Add(torch.nn.Module<Tensor, Tensor> network, Tensor batches)
    {
        Guard.MinimumRank(batches, 2, "[B, …]");
        Guard.Finite(batches);
        int[] calls = new int[layers.Count];
        long count = batches.shape[0];
        Count += count;
        using (new HookScope(layers.Select((layer, place) => layer.Watch(input =>
        {
            calls[place]++;
            Take(place, input, count);
        }))))
        {
            using DisposeScope scope = torch.NewDisposeScope();
            network.call(batches.clone());
        }

        int odd = Array.FindIndex(calls, number => number != 1);
        if (odd >= 0)
        {
            throw new InvalidOperationException(
                $"The BatchNorm layer '{layers[odd].Name}' must run once in a pass, through call(x), not forward(x); it ran {calls[odd]} times.");
        }
    }

    /// <summary>Number of inputs so far.</summary>
    public long Count { get; private set; }

    /// <summary>[C] mean and variance of each layer, in its type; the caller's.</summary>
    public IEnumerable<(Tensor Mean, Tensor Variance)> Take()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return [.. layers.Select((layer, i) => (Average(_means[i]!, layer), Average(_variances[i]!, layer)))];
    }

    public void Dispose() => Array.ForEach([.. _means, .. _variances], tensor => tensor?.Dispose());

    private Tensor Average(Tensor sum, BatchNormLayer layer) => (sum / Count).to_type(layer.RunningMean.dtype).DetachFromDisposeScope();

    private void Take(int place, Tensor input, long count)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor mean, Tensor variance) = BatchNormStatistics.Measure(layers[place], input);
        double values = input.numel() / (double)mean.numel();
        using (mean)
        using (variance)
        {
            Sum(ref _means[place], mean.to_type(torch.ScalarType.Float64) * count);
            Sum(ref _variances[place], variance.to_type(torch.ScalarType.Float64) * (count * values / (values - 1)));
        }
    }

    private static void Sum(ref Tensor? sum, Tensor next)
    {
        if (sum is null)
        {
            sum = next.DetachFromDisposeScope();
        }
        else
        {
            sum.add_(next);
        }
    }
}
