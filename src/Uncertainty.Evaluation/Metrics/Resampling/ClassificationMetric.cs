namespace Uncertainty.Evaluation;

/// <summary>A number that says how good a classifier is, such as <see cref="ClassificationMetrics.Accuracy"/>.</summary>
/// <param name="probabilities">[N, C] class probabilities, row-major.</param>
/// <param name="classes">Number of classes C.</param>
/// <param name="labels">[N] true classes.</param>
public delegate double ClassificationMetric(ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<long> labels);
