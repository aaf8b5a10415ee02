namespace Uncertainty.Evaluation;

/// <summary>A number that says how good normal predictions are, such as <see cref="RegressionMetrics.GaussianCrps"/>.</summary>
/// <param name="means">[N] means.</param>
/// <param name="standardDeviations">[N] standard deviations.</param>
/// <param name="targets">[N] true values.</param>
public delegate double GaussianMetric(
    ReadOnlySpan<double> means, ReadOnlySpan<double> standardDeviations, ReadOnlySpan<double> targets);
