using System.Reflection;

namespace Uncertainty.Evaluation.Tests;

/// <summary>No public metric is without bad inputs: each is refused by an exception that names the parameter.</summary>
[TestFixture]
internal sealed class MetricListTests
{
    private static readonly Type[] MetricTypes =
    [
        typeof(ClassificationMetrics), typeof(RankingMetrics), typeof(RegressionMetrics), typeof(IntervalMetrics), typeof(DrawMetrics),
        typeof(Quantiles), typeof(GaussianIntervals), typeof(UncertaintyDecomposition), typeof(ThresholdedAdaptiveCalibration),
        typeof(ReliabilityDiagram), typeof(RiskCoverageCurve), typeof(SparsificationCurve), typeof(RegressionCalibrationCurve),
        typeof(VarianceCalibration),
    ];

    /// <summary>Metric, the parameter that is bad, and a call that it makes bad.</summary>
    private static (string Metric, string Parameter, Action Call)[] Calls =>
    [
        ("ClassificationMetrics.Accuracy", "probabilities", () => ClassificationMetrics.Accuracy([], 2, [])),
        ("ClassificationMetrics.TopAccuracy", "top", () => ClassificationMetrics.TopAccuracy([0.5, 0.5], 2, [0], 3)),
        ("ClassificationMetrics.NegativeLogLikelihood", "labels", () => ClassificationMetrics.NegativeLogLikelihood([0.5, 0.5], 2, [2])),
        ("ClassificationMetrics.BrierScore", "probabilities", () => ClassificationMetrics.BrierScore([0.5, 0.6], 2, [0])),
        ("RankingMetrics.Auroc", "isPositive", () => RankingMetrics.Auroc([1, 2], [true, true])),
        ("RankingMetrics.AveragePrecision", "isPositive", () => RankingMetrics.AveragePrecision([1, 2], [false, false])),
        ("RankingMetrics.AuprTrapezoid", "scores", () => RankingMetrics.AuprTrapezoid([1, double.NaN], [true, false])),
        (
            "RankingMetrics.FalsePositiveRateAtTruePositiveRate",
            "target",
            () => RankingMetrics.FalsePositiveRateAtTruePositiveRate([1, 2], [true, false], 1.5)),
        (
            "RankingMetrics.DetectionErrorAtTruePositiveRate",
            "target",
            () => RankingMetrics.DetectionErrorAtTruePositiveRate([1, 2], [true, false], 0)),
        ("RankingMetrics.DetectionError", "scores", () => RankingMetrics.DetectionError([], [])),
        ("RankingMetrics.RocCurve", "isPositive", () => RankingMetrics.RocCurve([1, 2], [true])),
        ("RankingMetrics.PrecisionRecallCurve", "isPositive", () => RankingMetrics.PrecisionRecallCurve([1, 2], [true, true])),
        ("RegressionMetrics.RootMeanSquareError", "targets", () => RegressionMetrics.RootMeanSquareError([1], [double.NaN])),
        ("RegressionMetrics.MeanAbsoluteError", "predictions", () => RegressionMetrics.MeanAbsoluteError([], [])),
        ("RegressionMetrics.MedianAbsoluteError", "targets", () => RegressionMetrics.MedianAbsoluteError([1], [1, 2])),
        (
            "RegressionMetrics.MeanAbsoluteRelativePercentDifference",
            "predictions",
            () => RegressionMetrics.MeanAbsoluteRelativePercentDifference([], [])),
        ("RegressionMetrics.Correlation", "predictions", () => RegressionMetrics.Correlation([double.PositiveInfinity], [1])),
        ("RegressionMetrics.RSquared", "targets", () => RegressionMetrics.RSquared([1], [])),
        ("RegressionMetrics.Sharpness", "standardDeviations", () => RegressionMetrics.Sharpness([-1])),
        (
            "RegressionMetrics.GaussianNegativeLogLikelihood",
            "standardDeviations",
            () => RegressionMetrics.GaussianNegativeLogLikelihood([1], [0], [1])),
        ("RegressionMetrics.GaussianCrps", "means", () => RegressionMetrics.GaussianCrps([double.NaN], [1], [1])),
        ("RegressionMetrics.PredictiveLogLikelihood", "draws", () => RegressionMetrics.PredictiveLogLikelihood([1, 2, 3], [1, 2], 1)),
        ("IntervalMetrics.Coverage", "upper", () => IntervalMetrics.Coverage([1], [0], [0.5])),
        ("IntervalMetrics.MeanWidth", "lower", () => IntervalMetrics.MeanWidth([], [])),
        ("IntervalMetrics.IntervalScore", "mass", () => IntervalMetrics.IntervalScore([0], [1], [0.5], 1)),
        ("IntervalMetrics.PinballLoss", "quantile", () => IntervalMetrics.PinballLoss([0], [1], 0)),
        ("IntervalMetrics.GaussianIntervalScore", "mass", () => IntervalMetrics.GaussianIntervalScore([0], [1], [1], double.NaN)),
        ("IntervalMetrics.GaussianPinballLoss", "quantile", () => IntervalMetrics.GaussianPinballLoss([0], [1], [1], 1)),
        ("IntervalMetrics.CoverageWidthCriterion", "penalty", () => IntervalMetrics.CoverageWidthCriterion([0], [1], [1], 0.5, 0)),
        ("DrawMetrics.Crps", "draws", () => DrawMetrics.Crps([1], [1], fair: true)),
        ("DrawMetrics.ThresholdBrierScore", "threshold", () => DrawMetrics.ThresholdBrierScore([1], [1], double.NaN)),
        ("DrawMetrics.CentralIntervals", "draws", () => DrawMetrics.CentralIntervals([1, 2, 3], 2, 0.5)),
        ("Quantiles.Of", "quantile", () => Quantiles.Of([1], 1.5)),
        ("GaussianIntervals.Central", "mass", () => GaussianIntervals.Central([0], [1], 0)),
        ("GaussianIntervals.Quantiles", "quantiles", () => GaussianIntervals.Quantiles([0], [1], [0.5, 1])),
        ("UncertaintyDecomposition.Entropy", "probabilities", () => UncertaintyDecomposition.Entropy([0.5, 0.4], 1, 2)),
        ("UncertaintyDecomposition.ZeroOne", "draws", () => UncertaintyDecomposition.ZeroOne([0.5, 0.5], 0, 2)),
        ("UncertaintyDecomposition.Quadratic", "probabilities", () => UncertaintyDecomposition.Quadratic([0.5, 0.5], 2, 2)),
        ("UncertaintyDecomposition.GaussianEntropy", "variances", () => UncertaintyDecomposition.GaussianEntropy([1], [0], 1)),
        ("ThresholdedAdaptiveCalibration.Error", "bins", () => ThresholdedAdaptiveCalibration.Error([0.5, 0.5], 2, [0], 0)),
        ("ReliabilityDiagram.FromProbabilities", "bins", () => ReliabilityDiagram.FromProbabilities([0.5, 0.5], 2, [0], 0)),
        ("ReliabilityDiagram.FromConfidences", "confidences", () => ReliabilityDiagram.FromConfidences([1.5], [true])),
        ("RiskCoverageCurve.FromConfidences", "confidences", () => RiskCoverageCurve.FromConfidences([], [])),
        ("SparsificationCurve.FromUncertainties", "errors", () => SparsificationCurve.FromUncertainties([1], [-1])),
        ("RegressionCalibrationCurve.FromGaussian", "levels", () => RegressionCalibrationCurve.FromGaussian([0], [1], [1], levels: 1)),
        ("VarianceCalibration.FromGaussian", "bins", () => VarianceCalibration.FromGaussian([0], [1], [1], 0)),
    ];

    private static IEnumerable<TestCaseData> Cases =>
        Calls.Select(call => new TestCaseData(call.Parameter, call.Call).SetArgDisplayNames(call.Metric));

    [TestCaseSource(nameof(Cases))]
    public void Metric_BadInput_ThrowsAndNamesTheParameter(string parameter, Action call) =>
        Assert.That(Assert.Catch<ArgumentException>(call)!.ParamName, Is.EqualTo(parameter));

    [Test]
    public void Metrics_ThatArePublic_AllHaveABadInput()
    {
        IEnumerable<string> all = MetricTypes
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsSpecialName)
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")
            .Distinct();
        Assert.That(Calls.Select(call => call.Metric), Is.EquivalentTo(all));
    }
}
