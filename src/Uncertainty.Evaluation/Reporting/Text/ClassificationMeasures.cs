namespace Uncertainty.Evaluation;

/// <summary>The measures of a classifier's report.</summary>
internal static class ClassificationMeasures
{
    public const string Predictions = "Predictions";
    public const string Calibration = "Calibration";
    public const string Uncertainty = "Uncertainty";
    public const string Errors = "Finding errors";

    private const string NoSplit = "aleatoric and epistemic uncertainty were not told apart";
    private const string OneKind = "all predictions are right, or all are wrong";

    public static IReadOnlyList<ReportMeasure> Of(ClassificationReport report) =>
    [
        .. OfPredictions(report), .. OfCalibration(report), .. OfUncertainties(report),
        .. OfErrors("Confidence", report.Summary.ErrorDetection, report.Summary.RiskCoverage, ""),
        .. OfErrors(report, "Total"), .. OfErrors(report, "Aleatoric"), .. OfErrors(report, "Epistemic"),
    ];

    private static ReportMeasure[] OfPredictions(ClassificationReport report)
    {
        ClassificationSummary summary = report.Summary;
        BrierDecomposition brier = summary.BrierDecomposition;
        double?[] recalls = [.. report.Classes.Where(row => row.Count > 0).Select(row => row.Accuracy)];
        double[] scores = [.. report.Classes.Where(row => row.F1 is not null).Select(row => row.F1!.Value)];
        return
        [
            ReportMeasure.Of(Predictions, "accuracy", "Accuracy", summary.Accuracy, MeasureDirection.Higher),
            ReportMeasure.Of(Predictions, "topAccuracy", $"Top-{summary.TopClasses} accuracy", summary.TopAccuracy, MeasureDirection.Higher),
            ReportMeasure.Of(
                Predictions, "balancedAccuracy", "Balanced accuracy (mean over classes)", recalls.Average(), MeasureDirection.Higher),
            ReportMeasure.Of(Predictions, "macroF1", "F1 (mean over classes)", scores.Average(), MeasureDirection.Higher),
            ReportMeasure.Of(
                Predictions,
                "negativeLogLikelihood",
                "Negative log-likelihood (NLL), nats",
                summary.NegativeLogLikelihood,
                MeasureDirection.Lower,
                "a true class has probability 0: the loss is infinite"),
            ReportMeasure.Of(Predictions, "brierScore", "Brier score", summary.BrierScore, MeasureDirection.Lower),
            ReportMeasure.Of(Predictions, "brierReliability", "… reliability", brier.Reliability, MeasureDirection.Lower),
            ReportMeasure.Of(Predictions, "brierResolution", "… resolution", brier.Resolution, MeasureDirection.Higher),
            ReportMeasure.Of(Predictions, "brierUncertainty", "… uncertainty of the labels", brier.Uncertainty, MeasureDirection.None),
        ];
    }

    private static ReportMeasure[] OfCalibration(ClassificationReport report)
    {
        ClassificationSummary summary = report.Summary;
        return
        [
            Lower("expectedCalibrationError", "Expected calibration error (ECE)", summary.ExpectedCalibrationError),
            Lower("maximumCalibrationError", "Maximum calibration error (MCE)", summary.Reliability.MaximumCalibrationError),
            Lower(
                "rootMeanSquareCalibrationError", "Root mean square calibration error", summary.Reliability.RootMeanSquareCalibrationError),
            Lower("adaptiveCalibrationError", "Adaptive calibration error", summary.AdaptiveReliability.ExpectedCalibrationError),
            Lower("classwiseCalibrationError", "Classwise calibration error", summary.ClasswiseCalibrationError),
            Lower("topLabelCalibrationError", "Top-label calibration error", summary.TopLabelCalibrationError),
            ReportMeasure.Of(Calibration, "meanConfidence", "Mean confidence", report.MeanConfidence, MeasureDirection.None),
            ReportMeasure.Of(
                Calibration,
                "overconfidence",
                "Overconfidence (mean confidence - accuracy)",
                report.MeanConfidence - summary.Accuracy,
                MeasureDirection.Zero),
        ];

        static ReportMeasure Lower(string name, string title, double value) =>
            ReportMeasure.Of(Calibration, name, title, value, MeasureDirection.Lower);
    }

    private static IEnumerable<ReportMeasure> OfUncertainties(ClassificationReport report)
    {
        foreach (string of in new[] { "Total", "Aleatoric", "Epistemic" })
        {
            UncertaintyMeans? means = report.Uncertainties.FirstOrDefault(means => IsOf(means.Of, of));
            string unit = of == "Total" ? "Total, nats" : of;
            yield return Mean($"mean{of}", unit, means?.All, NoSplit);
            yield return Mean($"mean{of}OfRight", "… where right", means?.Right, "no prediction is right");
            yield return Mean($"mean{of}OfWrong", "… where wrong", means?.Wrong, "no prediction is wrong");

            ReportMeasure Mean(string name, string title, double? value, string absence) =>
                ReportMeasure.Of(Uncertainty, name, title, value, MeasureDirection.None, means is null ? NoSplit : absence);
        }
    }

    private static ReportMeasure[] OfErrors(ClassificationReport report, string by)
    {
        ErrorFinding? finding = report.ErrorFindings.FirstOrDefault(finding => IsOf(finding.By, by));
        return OfErrors(by, finding?.Ranking, finding?.RiskCoverage, finding is null ? NoSplit : "");
    }

    private static ReportMeasure[] OfErrors(string by, RankingSummary? ranking, RiskCoverageCurve? curve, string absence)
    {
        string title = by == "Confidence" ? "low confidence" : $"{by.ToLowerInvariant()} uncertainty";
        string noRanking = absence.Length > 0 ? absence : OneKind;
        return
        [
            Of("errorAuroc", "AUROC", ranking?.Auroc, MeasureDirection.Higher, noRanking),
            Of("errorAveragePrecision", "Average precision (AUPR)", ranking?.AveragePrecision, MeasureDirection.Higher, noRanking),
            Of("errorFpr95", "FPR at 95 % TPR", ranking?.FalsePositiveRate, MeasureDirection.Lower, noRanking),
            Of("aurc", "AURC", curve?.Aurc, MeasureDirection.Lower, absence),
            Of("excessAurc", "Excess AURC", curve?.ExcessAurc, MeasureDirection.Lower, absence),
            Of("augrc", "AUGRC", curve?.Augrc, MeasureDirection.Lower, absence),
            Of(
                "coverageAt5PercentRisk",
                "Coverage at a risk of 5 %",
                curve?.CoverageAtRisk(0.05),
                MeasureDirection.Higher,
                absence.Length > 0 ? absence : "no coverage has so low a risk"),
        ];

        ReportMeasure Of(string name, string what, double? value, MeasureDirection direction, string reason) =>
            ReportMeasure.Of(Errors, $"{name}By{by}", $"{what} by {title}", value, direction, reason);
    }

    private static bool IsOf(string name, string title) => name.Equals(title, StringComparison.OrdinalIgnoreCase);
}
