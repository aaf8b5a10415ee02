namespace Uncertainty.Evaluation;

/// <summary>The measures of a regression's report.</summary>
internal static class RegressionMeasures
{
    public const string Predictions = "Predictions";
    public const string Calibration = "Calibration";
    public const string Uncertainty = "Uncertainty";
    public const string Errors = "Finding errors";

    private const string NoSplit = "aleatoric and epistemic variance were not told apart";

    public static IReadOnlyList<ReportMeasure> Of(RegressionPart part) =>
        [.. OfPredictions(part), .. OfCalibration(part), .. OfUncertainties(part), .. OfErrors(part)];

    private static ReportMeasure[] OfPredictions(RegressionPart part)
    {
        GaussianSummary summary = part.Summary;
        return
        [
            Of("rootMeanSquareError", "Root mean square error (RMSE)", summary.RootMeanSquareError, MeasureDirection.Lower),
            Of("meanAbsoluteError", "Mean absolute error (MAE)", summary.MeanAbsoluteError, MeasureDirection.Lower),
            Of("meanError", "Mean error (prediction - target)", part.Means.MeanError, MeasureDirection.Zero),
            Of("rSquared", "R²", summary.RSquared, MeasureDirection.Higher, "all targets are equal"),
            Of("correlation", "Correlation", part.Means.Correlation, MeasureDirection.Higher, "all predictions, or all targets, are equal"),
            Of("negativeLogLikelihood", "Negative log-likelihood (NLL), nats", summary.NegativeLogLikelihood, MeasureDirection.Lower),
            Of("crps", "CRPS", summary.Crps, MeasureDirection.Lower),
        ];

        static ReportMeasure Of(string name, string title, double value, MeasureDirection direction, string absence = "it is not finite") =>
            ReportMeasure.Of(Predictions, name, title, value, direction, absence);
    }

    private static ReportMeasure[] OfCalibration(RegressionPart part)
    {
        GaussianSummary summary = part.Summary;
        return
        [
            Of("sharpness", "Sharpness (root mean variance)", summary.Sharpness, MeasureDirection.Lower),
            Of("standardisedMean", "Mean of standardised errors", part.StandardisedMean, MeasureDirection.Zero),
            Of("standardisedDeviation", "Root mean square of standardised errors", part.StandardisedDeviation, MeasureDirection.One),
            Of("miscalibrationArea", "Miscalibration area", summary.MiscalibrationArea, MeasureDirection.Lower),
            Of("intervalCalibrationError", "Interval calibration error", summary.IntervalCalibration.MeanAbsoluteError, MeasureDirection.Lower),
            Of("quantileCalibrationError", "Quantile calibration error", summary.QuantileCalibration.MeanAbsoluteError, MeasureDirection.Lower),
            Of(
                "uncertaintyCalibrationError",
                "Uncertainty calibration error (UCE)",
                summary.VarianceCalibration.UncertaintyCalibrationError,
                MeasureDirection.Lower),
            Of(
                "expectedNormalisedCalibrationError",
                "Expected normalised calibration error (ENCE)",
                summary.VarianceCalibration.ExpectedNormalisedCalibrationError,
                MeasureDirection.Lower),
        ];

        static ReportMeasure Of(string name, string title, double value, MeasureDirection direction) =>
            ReportMeasure.Of(Calibration, name, title, value, direction);
    }

    private static ReportMeasure[] OfUncertainties(RegressionPart part) =>
    [
        ReportMeasure.Of(Uncertainty, "meanTotal", "Mean total variance", part.Summary.Sharpness * part.Summary.Sharpness, MeasureDirection.None),
        ReportMeasure.Of(Uncertainty, "meanAleatoric", "Mean aleatoric variance", part.MeanAleatoric, MeasureDirection.None, NoSplit),
        ReportMeasure.Of(Uncertainty, "meanEpistemic", "Mean epistemic variance", part.MeanEpistemic, MeasureDirection.None, NoSplit),
    ];

    private static IEnumerable<ReportMeasure> OfErrors(RegressionPart part) =>
        OfErrors("Total", part.ByTotal).Concat(OfErrors("Epistemic", part.ByEpistemic));

    private static ReportMeasure[] OfErrors(string by, SparsificationCurve? curve)
    {
        string absence = curve is null ? NoSplit : "all errors are 0";
        string title = $"by {by.ToLowerInvariant()} variance";
        return
        [
            ReportMeasure.Of(
                Errors,
                $"sparsificationErrorBy{by}",
                $"Sparsification error (AUSE over mean error) {title}",
                curve?.NormalisedSparsificationError,
                MeasureDirection.Lower,
                absence),
            ReportMeasure.Of(
                Errors, $"randomGainBy{by}", $"Gain over chance (AURG) {title}", curve?.AreaUnderRandomGain, MeasureDirection.Higher, absence),
        ];
    }
}
