namespace Uncertainty.Evaluation;

/// <summary>Scores that shall tell positives from negatives, under a name: a detector, or a measure of uncertainty that shall find mistakes.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Scores">[N] scores, higher for positives; finite.</param>
/// <param name="IsPositive">[N] whether each is positive; at least one is, and at least one is not.</param>
public sealed record ScoreRanking(string Name, double[] Scores, bool[] IsPositive);
