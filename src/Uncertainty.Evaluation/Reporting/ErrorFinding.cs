namespace Uncertainty.Evaluation;

/// <summary>How well one uncertainty finds a classifier's errors.</summary>
public sealed record ErrorFinding
{
    internal ErrorFinding()
    {
    }

    /// <summary>Which uncertainty: "confidence" (one minus the largest probability), "total", "aleatoric" or "epistemic".</summary>
    public required string By { get; init; }

    /// <summary>How well it tells wrong predictions, the positives, from right ones; null where all are right, or all wrong.</summary>
    public required RankingSummary? Ranking { get; init; }

    /// <summary>What is gained by answering the surest inputs only; equal uncertainties enter together.</summary>
    public required RiskCoverageCurve RiskCoverage { get; init; }
}
