namespace Uncertainty.Evaluation;

/// <summary>All numbers of a kind of prediction in one call, exactly and from all inputs at once. For inputs in parts there are the accumulators.</summary>
public static class Metrics
{
    /// <summary>All numbers of a classifier.</summary>
    /// <param name="probabilities">[N, C] class probabilities, row-major: N inputs, C classes; each row with sum 1.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="labels">[N] true classes in [0, C).</param>
    /// <param name="options">How to measure; null for the defaults.</param>
    /// <inheritdoc cref="ClassificationMetrics.Accuracy" path="/exception"/>
    public static ClassificationSummary All(
        ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<long> labels, ClassificationMetricOptions? options = null)
    {
        ClassificationMetricOptions chosen = options ?? new ClassificationMetricOptions();
        ClassificationAccumulator predictions = new(classes, chosen with { DistinctConfidences = ScoreSketch.All(labels.Length) });
        predictions.Update(probabilities, labels);
        return predictions.Compute();
    }

    /// <summary>All numbers of a score that tells positives from negatives.</summary>
    /// <param name="scores">[N] scores of any finite size; higher means positive.</param>
    /// <param name="isPositive">[N] whether the input is of the positive class; both classes must occur.</param>
    /// <param name="truePositiveRate">Where the false positive rate is read. Default 0.95; greater than 0 and at most 1.</param>
    /// <inheritdoc cref="RankingMetrics.Auroc" path="/exception"/>
    public static RankingSummary All(
        ReadOnlySpan<double> scores,
        ReadOnlySpan<bool> isPositive,
        double truePositiveRate = RankingMetrics.DefaultTruePositiveRate)
    {
        SpanGuard.Share(truePositiveRate);
        return RankingSummary.Of(scores, isPositive, truePositiveRate);
    }

    /// <summary>All numbers of predictions without a spread.</summary>
    /// <param name="predictions">[N] predictions; finite.</param>
    /// <param name="targets">[N] true values; finite.</param>
    /// <inheritdoc cref="RegressionMetrics.RootMeanSquareError" path="/exception"/>
    public static PredictionSummary All(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        PredictionAccumulator accumulator = new();
        accumulator.Update(predictions, targets);
        return accumulator.Compute();
    }

    /// <summary>All numbers of predicted central intervals.</summary>
    /// <param name="lower">[N] lower bounds; finite.</param>
    /// <param name="upper">[N] upper bounds; finite, none below its lower one.</param>
    /// <param name="targets">[N] true values y; finite.</param>
    /// <param name="mass">Mass p that the intervals should cover, between 0 and 1.</param>
    /// <inheritdoc cref="IntervalMetrics.IntervalScore" path="/exception"/>
    public static IntervalSummary All(
        ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, ReadOnlySpan<double> targets, double mass)
    {
        IntervalAccumulator accumulator = new(mass);
        accumulator.Update(lower, upper, targets);
        return accumulator.Compute();
    }

    /// <summary>All numbers of normal predictions.</summary>
    /// <param name="means">[N] means μ; finite.</param>
    /// <param name="standardDeviations">[N] standard deviations σ, not variances; finite and greater than 0.</param>
    /// <param name="targets">[N] true values y; finite.</param>
    /// <param name="options">How to measure; null for the defaults.</param>
    /// <inheritdoc cref="RegressionMetrics.GaussianNegativeLogLikelihood" path="/exception"/>
    public static GaussianSummary All(
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> standardDeviations,
        ReadOnlySpan<double> targets,
        GaussianMetricOptions? options = null)
    {
        GaussianMetricOptions chosen = options ?? new GaussianMetricOptions();
        GaussianAccumulator predictions = new(chosen with { DistinctVariances = ScoreSketch.All(targets.Length) });
        predictions.Update(means, standardDeviations, targets);
        return predictions.Compute();
    }
}
