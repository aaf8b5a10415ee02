namespace Uncertainty.Evaluation;

/// <summary>One point of a precision-recall curve.</summary>
/// <param name="Threshold">Scores of at least this are called positive; positive infinity where none is.</param>
/// <param name="Precision">Share of positives among what is called positive, in [0, 1]; 1 where nothing is.</param>
/// <param name="Recall">Share of the positives called positive, in [0, 1].</param>
public readonly record struct PrecisionRecallPoint(double Threshold, double Precision, double Recall);
