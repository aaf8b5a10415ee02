using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// The measures once more, as operations of torch on whole batches, for draws that carry a graph: whoever climbs a score needs its gradient. What
/// counts votes has none.
/// </summary>
internal static class GraphedMeasures
{
    public static Tensor LeastConfidence(Tensor p) => 1 - p.mean([0]).amax([1]);

    public static Tensor Margin(Tensor p)
    {
        Tensor sorted = p.mean([0]).sort(1, descending: true).Values;
        return 1 - sorted.select(1, 0) + sorted.select(1, 1);
    }

    public static Tensor Entropy(Tensor p) => Entropy(p.mean([0]), 1);

    public static Tensor ExpectedEntropy(Tensor p) => Entropy(p, 2).mean([0]);

    public static Tensor MeanDivergence(Tensor p) => Divergences(p).mean([0]);

    public static Tensor MaximumDivergence(Tensor p) => Divergences(p).amax([0]);

    public static Tensor MeanVariance(Tensor p) => Variance(p).mean([1]);

    /// <summary>Where draws agree the root has no slope: its gradient is taken for 0 there.</summary>
    public static Tensor MeanStandardDeviation(Tensor p)
    {
        Tensor variance = Variance(p);
        Tensor agrees = variance.le(0);
        return variance.masked_fill(agrees, 1).sqrt().masked_fill(agrees, 0).mean([1]);
    }

    public static Tensor EpistemicVariance(Tensor draws) => Variance(draws.select(-1, 0)).sum(1);

    public static Tensor PredictiveVariance(Tensor draws) => (Variance(draws.select(-1, 0)) + draws.select(-1, 1).mean([0])).sum(1);

    public static Tensor GaussianBald(Tensor draws)
    {
        Tensor noise = draws.select(-1, 1);
        Tensor total = Variance(draws.select(-1, 0)) + noise.mean([0]);
        return (0.5 * (total.log() - noise.log().mean([0]))).sum(1);
    }

    /// <summary>Whether the draws have a graph that is wanted.</summary>
    public static bool Wanted(PredictiveSamples draws) => torch.is_grad_enabled() && draws.Values.requires_grad;

    /// <summary>[N] means over the positions of a measure, with its graph. A new tensor in the current scope.</summary>
    public static Tensor Score(PredictiveSamples draws, Func<Tensor, Tensor> measure)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor scores = measure(draws.Values.to_type(torch.ScalarType.Float64));
        return (scores.ndim > 1 ? scores.flatten(1).mean([1]) : scores).alias().MoveToOuterDisposeScope();
    }

    private static Tensor Entropy(Tensor p, long dim) => (p * Log(p)).sum(dim).neg();

    /// <summary>With no slope at 0, by which a probability of 0 is multiplied.</summary>
    private static Tensor Log(Tensor p) => p.masked_fill(p.eq(0), 1).log();

    private static Tensor Variance(Tensor values) => (values - values.mean([0], keepdim: true)).square().mean([0]);

    /// <summary>[S, N, …] KL(p_s ‖ p̄).</summary>
    private static Tensor Divergences(Tensor p) => (p * (Log(p) - Log(p.mean([0], keepdim: true)))).sum(2);
}
