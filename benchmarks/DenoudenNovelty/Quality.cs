using Uncertainty.Evaluation;

namespace DenoudenNovelty;

/// <summary>How well scores tell the other digits, the positives, from the inlier digit.</summary>
/// <param name="Auroc">Area under the ROC curve.</param>
/// <param name="FalsePositiveRate">Share of inliers that are flagged where 95 % of the others are.</param>
/// <param name="AuprIn">Average precision with the inliers as positives, by minus the scores.</param>
/// <param name="AuprOut">Average precision with the others as positives.</param>
internal sealed record Quality(double Auroc, double FalsePositiveRate, double AuprIn, double AuprOut)
{
    internal static Quality Of(double[] scores, bool[] outlier) => new(
        RankingMetrics.Auroc(scores, outlier),
        RankingMetrics.FalsePositiveRateAtTruePositiveRate(scores, outlier),
        RankingMetrics.AveragePrecision([.. scores.Select(score => -score)], [.. outlier.Select(flag => !flag)]),
        RankingMetrics.AveragePrecision(scores, outlier));
}
