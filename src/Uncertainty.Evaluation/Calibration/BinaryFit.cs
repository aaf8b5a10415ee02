namespace Uncertainty.Evaluation;

/// <summary>Fits the calibration of one class against the rest.</summary>
/// <param name="scores">[N] scores or probabilities of the class.</param>
/// <param name="isPositive">[N] whether the input is of the class.</param>
public delegate BinaryCalibration BinaryFit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive);
