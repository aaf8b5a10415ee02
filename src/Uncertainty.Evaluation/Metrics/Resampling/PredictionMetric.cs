namespace Uncertainty.Evaluation;

/// <summary>A number that says how good predicted numbers are, such as <see cref="RegressionMetrics.RootMeanSquareError"/>.</summary>
/// <param name="predictions">[N] predictions.</param>
/// <param name="targets">[N] true values.</param>
public delegate double PredictionMetric(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets);
