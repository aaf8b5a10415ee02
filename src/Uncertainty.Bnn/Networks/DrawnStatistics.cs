using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>A mean and a variance of each BatchNorm layer of a network in each draw. Owns them.</summary>
internal sealed class DrawnStatistics(IReadOnlyList<BatchNormLayer> layers) : IDisposable
{
    private readonly List<(Tensor Mean, Tensor Variance)[]> _draws = [];

    public IReadOnlyList<BatchNormLayer> Layers => layers;

    public int Draws => _draws.Count;

    /// <summary>For a file: [S, C] means and variances of each layer. New, in the current scope.</summary>
    public IEnumerable<(string Name, Tensor Value)> Parts => layers.SelectMany((layer, i) => new[]
    {
        ($"running_mean.{layer.Name}", torch.stack(_draws.Select(draw => draw[i].Mean), 0)),
        ($"running_var.{layer.Name}", torch.stack(_draws.Select(draw => draw[i].Variance), 0)),
    });

    /// <summary>Reads what <see cref="Parts"/> wrote, for the BatchNorm layers of a network.</summary>
    public static DrawnStatistics Load(TensorFile file, IReadOnlyList<BatchNormLayer> layers, int draws)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor Means, Tensor Variances)[] stacks = [.. layers.Select(layer => (Get(layer, "running_mean"), Get(layer, "running_var")))];
        DrawnStatistics statistics = new(layers);
        for (int draw = 0; draw < draws; draw++)
        {
            statistics.Add(stacks.Select(stack => (
                stack.Means[draw].clone().DetachFromDisposeScope(), stack.Variances[draw].clone().DetachFromDisposeScope())));
        }

        return statistics;

        Tensor Get(BatchNormLayer layer, string name) =>
            file.Get($"{name}.{layer.Name}", layer.RunningMean.dtype, draws, layer.RunningMean.numel()).to(layer.RunningMean.device);
    }

    /// <summary>Takes over those of the next draw, [C] of each layer.</summary>
    public void Add(IEnumerable<(Tensor Mean, Tensor Variance)> statistics) => _draws.Add([.. statistics]);

    /// <summary>[C] those of a layer in a draw. They belong to this object.</summary>
    public (Tensor Mean, Tensor Variance) Of(int layer, int draw) => _draws[draw][layer];

    /// <summary>Lets all layers run with the statistics of a draw until the disposal.</summary>
    public WeightScope Enter(int draw) => Enter(draw, Enumerable.Range(0, layers.Count));

    /// <summary>Lets some layers run with the statistics of a draw until the disposal.</summary>
    public WeightScope Enter(int draw, IEnumerable<int> some)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return new WeightScope(some.SelectMany(i => new[]
        {
            (layers[i].RunningMean, _draws[draw][i].Mean),
            (layers[i].RunningVariance, _draws[draw][i].Variance),
        }));
    }

    public void Dispose()
    {
        foreach ((Tensor mean, Tensor variance) in _draws.SelectMany(draw => draw))
        {
            mean.Dispose();
            variance.Dispose();
        }

        _draws.Clear();
    }
}
