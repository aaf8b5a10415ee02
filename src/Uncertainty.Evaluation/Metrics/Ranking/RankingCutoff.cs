namespace Uncertainty.Evaluation;

/// <summary>How many of each class have a score of at least the threshold.</summary>
internal readonly record struct RankingCutoff(double Threshold, long TruePositives, long FalsePositives);
