namespace Uncertainty.Evaluation;

/// <summary>One point of a risk-coverage curve: what happens where only the k most confident predictions are kept.</summary>
/// <param name="Confidence">Confidence of the k-th prediction.</param>
/// <param name="Coverage">Share of the predictions that is kept, k/N, in (0, 1].</param>
/// <param name="Risk">Selective risk: share of errors among the kept, in [0, 1].</param>
public readonly record struct RiskCoveragePoint(double Confidence, double Coverage, double Risk);
