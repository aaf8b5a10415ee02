namespace Uncertainty.Evaluation;

/// <summary>One point of a receiver operating characteristic (ROC) curve.</summary>
/// <param name="Threshold">Scores of at least this are called positive; positive infinity where none is.</param>
/// <param name="FalsePositiveRate">Share of the negatives called positive, in [0, 1].</param>
/// <param name="TruePositiveRate">Share of the positives called positive, in [0, 1].</param>
public readonly record struct RocPoint(double Threshold, double FalsePositiveRate, double TruePositiveRate);
