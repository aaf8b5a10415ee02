namespace Uncertainty.Evaluation;

/// <summary>A number that says how well a score tells positives from negatives, such as <see cref="RankingMetrics.Auroc"/>.</summary>
/// <param name="scores">[N] scores.</param>
/// <param name="isPositive">[N] whether the input is of the positive class.</param>
public delegate double RankingMetric(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive);
