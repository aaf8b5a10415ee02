namespace Uncertainty.Evaluation.Tests;

/// <summary>Every bad input is refused by an exception that names the parameter and says what was expected and what came.</summary>
[TestFixture]
internal sealed class BadInputTests
{
    private static IEnumerable<TestCaseData> Cases =>
        [.. ClassificationCases, .. ConfidenceCases, .. RankingCases, .. RegressionCases, .. DrawCases];

    private static IEnumerable<TestCaseData> ClassificationCases
    {
        get
        {
            (string Name, ClassificationMetric Metric)[] metrics =
            [
                ("Accuracy", ClassificationMetrics.Accuracy),
                ("NegativeLogLikelihood", ClassificationMetrics.NegativeLogLikelihood),
                ("BrierScore", ClassificationMetrics.BrierScore),
                ("Diagram", (p, classes, labels) => ReliabilityDiagram.FromProbabilities(p, classes, labels).Inputs),
            ];
            foreach ((string name, ClassificationMetric metric) in metrics)
            {
                yield return Case($"{name}_Empty", "probabilities", "none", () => metric([], 2, []));
                yield return Case($"{name}_PartOfARow", "probabilities", "3 values", () => metric([0.5, 0.5, 1], 2, [0]));
                yield return Case($"{name}_OneClass", "classes", "1", () => metric([1], 1, [0]));
                yield return Case($"{name}_LabelMissing", "labels", "got 1", () => metric([0.5, 0.5, 1, 0], 2, [0]));
                yield return Case($"{name}_LabelTooHigh", "labels", "2", () => metric([0.5, 0.5], 2, [2]));
                yield return Case($"{name}_LabelNegative", "labels", "-1", () => metric([0.5, 0.5], 2, [-1]));
                yield return Case($"{name}_SumNotOne", "probabilities", "0.9", () => metric([0.5, 0.4], 2, [0]));
                yield return Case($"{name}_Negative", "probabilities", "-0.5", () => metric([1.5, -0.5], 2, [0]));
                yield return Case($"{name}_NotANumber", "probabilities", "NaN", () => metric([1, double.NaN], 2, [0]));
                yield return Case(
                    $"{name}_Infinite", "probabilities", "Infinity", () => metric([0, double.PositiveInfinity], 2, [0]));
            }
        }
    }

    private static IEnumerable<TestCaseData> ConfidenceCases =>
    [
        Case("Diagram_NoConfidence", "confidences", "none", () => ReliabilityDiagram.FromConfidences([], [])),
        Case("Diagram_ConfidenceAboveOne", "confidences", "1.5", () => ReliabilityDiagram.FromConfidences([1.5], [true])),
        Case("Diagram_ConfidenceNotANumber", "confidences", "NaN", () => ReliabilityDiagram.FromConfidences([double.NaN], [true])),
        Case("Diagram_LengthsDiffer", "correct", "got 1", () => ReliabilityDiagram.FromConfidences([0.5, 0.5], [true])),
        Case("Diagram_NoBin", "bins", "0", () => ReliabilityDiagram.FromConfidences([0.5], [true], 0)),
        Case("Diagram_UnknownEdges", "binning", "7", () => ReliabilityDiagram.FromConfidences([0.5], [true], 5, (Binning)7)),
        Case("Curve_Empty", "confidences", "none", () => RiskCoverageCurve.FromConfidences([], [])),
        Case("Curve_NotANumber", "confidences", "NaN", () => RiskCoverageCurve.FromConfidences([0, double.NaN], [true, true])),
        Case("Curve_LengthsDiffer", "correct", "got 3", () => RiskCoverageCurve.FromConfidences([1, 2], [true, true, true])),
        Case("SelectiveAccuracy_NoCoverage", "coverage", "0", () => Curve().SelectiveAccuracy(0)),
        Case("SelectiveAccuracy_CoverageAboveOne", "coverage", "1.1", () => Curve().SelectiveAccuracy(1.1)),
        Case("SelectiveAccuracy_CoverageNotANumber", "coverage", "NaN", () => Curve().SelectiveAccuracy(double.NaN)),
        Case("CoverageAtRisk_NegativeRisk", "risk", "-0.1", () => Curve().CoverageAtRisk(-0.1)),
        Case("CoverageAtRisk_RiskNotANumber", "risk", "NaN", () => Curve().CoverageAtRisk(double.NaN)),
    ];

    private static IEnumerable<TestCaseData> RankingCases
    {
        get
        {
            (string Name, RankingMetric Metric)[] metrics =
            [
                ("Auroc", RankingMetrics.Auroc),
                ("AveragePrecision", RankingMetrics.AveragePrecision),
                ("AuprTrapezoid", RankingMetrics.AuprTrapezoid),
                ("FalsePositiveRate", (scores, positive) => RankingMetrics.FalsePositiveRateAtTruePositiveRate(scores, positive)),
                ("DetectionError", RankingMetrics.DetectionError),
                ("RocCurve", (scores, positive) => RankingMetrics.RocCurve(scores, positive).Length),
                ("PrecisionRecallCurve", (scores, positive) => RankingMetrics.PrecisionRecallCurve(scores, positive).Length),
            ];
            foreach ((string name, RankingMetric metric) in metrics)
            {
                yield return Case($"{name}_Empty", "scores", "none", () => metric([], []));
                yield return Case($"{name}_NotANumber", "scores", "NaN", () => metric([1, double.NaN], [true, false]));
                yield return Case($"{name}_Infinite", "scores", "Infinity", () => metric([1, double.NegativeInfinity], [true, false]));
                yield return Case($"{name}_LengthsDiffer", "isPositive", "got 1", () => metric([1, 2], [true]));
                yield return Case($"{name}_NoNegative", "isPositive", "0 negatives", () => metric([1, 2], [true, true]));
                yield return Case($"{name}_NoPositive", "isPositive", "0 positives", () => metric([1, 2], [false, false]));
            }

            yield return Case(
                "FalsePositiveRate_NoTarget",
                "target",
                "0",
                () => RankingMetrics.FalsePositiveRateAtTruePositiveRate([1, 2], [true, false], 0));
        }
    }

    private static IEnumerable<TestCaseData> RegressionCases =>
    [
        Case("RootMeanSquareError_Empty", "predictions", "none", () => RegressionMetrics.RootMeanSquareError([], [])),
        Case("RootMeanSquareError_LengthsDiffer", "targets", "got 2", () => RegressionMetrics.RootMeanSquareError([1], [1, 2])),
        Case("RootMeanSquareError_NotANumber", "predictions", "NaN", () => RegressionMetrics.RootMeanSquareError([double.NaN], [1])),
        Case("MeanAbsoluteError_Empty", "predictions", "none", () => RegressionMetrics.MeanAbsoluteError([], [])),
        Case(
            "MeanAbsoluteError_InfiniteTarget",
            "targets",
            "Infinity",
            () => RegressionMetrics.MeanAbsoluteError([1], [double.PositiveInfinity])),
        Case("Gaussian_Empty", "means", "none", () => RegressionMetrics.GaussianNegativeLogLikelihood([], [], [])),
        Case(
            "Gaussian_NoDeviation",
            "standardDeviations",
            "is 0",
            () => RegressionMetrics.GaussianNegativeLogLikelihood([1, 1], [1, 0], [1, 1])),
        Case(
            "Gaussian_DeviationMissing",
            "standardDeviations",
            "got 1",
            () => RegressionMetrics.GaussianNegativeLogLikelihood([1, 1], [1], [1, 1])),
        Case("Gaussian_TargetMissing", "targets", "got 1", () => RegressionMetrics.GaussianNegativeLogLikelihood([1, 1], [1, 1], [1])),
    ];

    private static IEnumerable<TestCaseData> DrawCases =>
    [
        Case("Draws_Empty", "draws", "none", () => RegressionMetrics.PredictiveLogLikelihood([], [1], 1)),
        Case("Draws_NoTarget", "targets", "none", () => RegressionMetrics.PredictiveLogLikelihood([1], [], 1)),
        Case("Draws_PartOfARow", "draws", "3 values", () => RegressionMetrics.PredictiveLogLikelihood([1, 2, 3], [1, 2], 1)),
        Case("Draws_NotANumber", "draws", "NaN", () => RegressionMetrics.PredictiveLogLikelihood([double.NaN], [1], 1)),
        Case("Draws_NoPrecision", "precision", "0", () => RegressionMetrics.PredictiveLogLikelihood([1], [1], 0)),
    ];

    [TestCaseSource(nameof(Cases))]
    public void Metric_BadInput_ThrowsAndNamesTheParameter(string parameter, string got, Action call)
    {
        ArgumentException exception = Assert.Catch<ArgumentException>(call)!;
        Assert.That(exception.ParamName, Is.EqualTo(parameter));
        Assert.That(exception.Message, Does.Contain(got));
    }

    private static RiskCoverageCurve Curve() => RiskCoverageCurve.FromConfidences([0.5, 0.6], [true, false]);

    private static TestCaseData Case<T>(string name, string parameter, string got, Func<T> call) =>
        new TestCaseData(parameter, got, (Action)(() => call())).SetArgDisplayNames(name);
}
