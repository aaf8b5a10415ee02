using Uncertainty.Testing;

namespace Uncertainty.Evaluation.Tests;

internal static partial class ReferenceFunctions
{
    private static Dictionary<string, Func<ReferenceCase, object>> Ranking => new()
    {
        ["ranking.auroc"] = c => RankingMetrics.Auroc(c.Numbers("scores"), c.Flags("labels")),
        ["ranking.average_precision"] = c => RankingMetrics.AveragePrecision(c.Numbers("scores"), c.Flags("labels")),
        ["ranking.aupr_trapezoid"] = c => RankingMetrics.AuprTrapezoid(c.Numbers("scores"), c.Flags("labels")),
        ["ranking.fpr_at_95_tpr"] = c =>
            RankingMetrics.FalsePositiveRateAtTruePositiveRate(c.Numbers("scores"), c.Flags("labels")),
        ["ranking.detection_error"] = c => RankingMetrics.DetectionError(c.Numbers("scores"), c.Flags("labels")),
        ["ranking.roc_curve"] = RocCurve,
        ["ranking.pr_curve"] = PrecisionRecallCurve,
        ["ranking.ood_metrics"] = OutOfDistribution,
    };

    private static Dictionary<string, Func<ReferenceCase, object>> Selective => new()
    {
        ["ranking.risk_coverage_curve"] = c => Members(
            ("coverage", RiskCoverage(c).Points.Select(point => point.Coverage).ToArray()),
            ("risk", RiskCoverage(c).Points.Select(point => point.Risk).ToArray())),
        ["ranking.aurc"] = c => RiskCoverage(c).Aurc,
        ["ranking.e_aurc"] = c => RiskCoverage(c).ExcessAurc,
        ["ranking.augrc"] = c => RiskCoverage(c).Augrc,
        ["ranking.risk_coverage_distinct"] = DistinctRiskCoverage,
        ["ranking.selective_accuracy"] = c => RiskCoverage(c).SelectiveAccuracy(c.Number("coverage")),
        ["ranking.coverage_at_risk"] = c => RiskCoverage(c).CoverageAtRisk(c.Number("risk")),
        ["ranking.ause"] = c => SumsOfErrors(c),
    };

    private static RiskCoverageCurve RiskCoverage(ReferenceCase c) =>
        RiskCoverageCurve.FromConfidences(c.Numbers("confidence"), [.. c.Flags("error").Select(error => !error)]);

    /// <summary>The recorded confidences rise, and a last point repeats the risk at coverage 0.</summary>
    private static Dictionary<string, object> DistinctRiskCoverage(ReferenceCase c)
    {
        RiskCoverageAccumulator accumulator = new();
        accumulator.Update(c.Numbers("confidence"), [.. c.Flags("error").Select(error => !error)]);
        RiskCoveragePoint[] points = [.. accumulator.Compute().Points.Reverse()];
        return Members(
            ("thresholds", points.Select(point => point.Confidence).ToArray()),
            ("coverage", points.Select(point => point.Coverage).Append(0).ToArray()),
            ("risk", points.Select(point => point.Risk).Append(points[^1].Risk).ToArray()));
    }

    /// <summary>The recorded curve leaves out the threshold of its first point.</summary>
    private static Dictionary<string, object> RocCurve(ReferenceCase c)
    {
        RocPoint[] points = RankingMetrics.RocCurve(c.Numbers("scores"), c.Flags("labels"));
        return Members(
            ("fpr", points.Select(point => point.FalsePositiveRate).ToArray()),
            ("tpr", points.Select(point => point.TruePositiveRate).ToArray()),
            ("thresholds", points.Skip(1).Select(point => point.Threshold).ToArray()));
    }

    /// <summary>The recorded thresholds rise, ours fall; the point where nothing is called positive has none there.</summary>
    private static Dictionary<string, object> PrecisionRecallCurve(ReferenceCase c)
    {
        PrecisionRecallPoint[] points = RankingMetrics.PrecisionRecallCurve(c.Numbers("scores"), c.Flags("labels"));
        return Members(
            ("precision", points.Select(point => point.Precision).Reverse().ToArray()),
            ("recall", points.Select(point => point.Recall).Reverse().ToArray()),
            ("thresholds", points.Skip(1).Select(point => point.Threshold).Reverse().ToArray()));
    }

    /// <summary>
    /// The false positive rate is read there after points are dropped at which the counts go on as before: a curve's corners stay.
    /// </summary>
    private static Dictionary<string, object> OutOfDistribution(ReferenceCase c)
    {
        double[] confidence = c.Numbers("confidence");
        double[] score = [.. confidence.Select(value => -value)];
        bool[] inside = c.Flags("is_in_distribution");
        bool[] outside = [.. inside.Select(value => !value)];
        RocPoint[] points = [.. RankingMetrics.RocCurve(score, outside).Skip(1)];
        RocPoint[] corners = [.. points.Where((_, i) => i == 0 || i == points.Length - 1 || IsCorner(points[i - 1], points[i], points[i + 1]))];
        return Members(
            ("auroc", RankingMetrics.Auroc(score, outside)),
            ("aupr_in", RankingMetrics.AuprTrapezoid(confidence, inside)),
            ("aupr_out", RankingMetrics.AuprTrapezoid(score, outside)),
            ("fpr95", corners.First(point => point.TruePositiveRate >= 0.95).FalsePositiveRate));
    }

    private static bool IsCorner(RocPoint before, RocPoint point, RocPoint after) =>
        Math.Abs(after.FalsePositiveRate - (2 * point.FalsePositiveRate) + before.FalsePositiveRate) > 1e-12
        || Math.Abs(after.TruePositiveRate - (2 * point.TruePositiveRate) + before.TruePositiveRate) > 1e-12;

    /// <summary>There the curves are sums over what remains, their first point counts twice, and the area is by trapezoids.</summary>
    private static double SumsOfErrors(ReferenceCase c)
    {
        SparsificationCurve curve = SparsificationCurve.FromUncertainties(c.Numbers("scores"), c.Numbers("errors"));
        double[] gaps = [.. curve.Points.Select(point => (point.Error - point.OracleError) * (1 - point.Removed) / curve.MeanError)];
        Assert.That(gaps, Has.Length.EqualTo(curve.Inputs), "no ties");
        return (gaps.Sum() - (gaps[^1] / 2)) / (gaps.Length + 1);
    }
}
