namespace Uncertainty.Evaluation;

/// <summary>The predictions whose standard deviation, or variance, lies between two edges.</summary>
/// <param name="Count">How many they are.</param>
/// <param name="MeanVariance">Mean of the predicted variances, in the square of the target's unit; not a number where there is none.</param>
/// <param name="MeanSquaredError">Mean of the squared errors, in the same unit; not a number where there is none.</param>
public readonly record struct VarianceBin(long Count, double MeanVariance, double MeanSquaredError);
