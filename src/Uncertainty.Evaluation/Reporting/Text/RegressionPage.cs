using System.Globalization;

namespace Uncertainty.Evaluation;

/// <summary>A regression's report as a page.</summary>
internal static class RegressionPage
{
    private const int Tenths = 10;

    public static string Write(RegressionReport report)
    {
        MarkdownPage page = new();
        ReportSections.Head(page, report, ReportText.Count(report.Outputs.Count, "output", "outputs"));
        page.Paragraph(InShort(report.All));
        if (report.Outputs.Count > 1)
        {
            page.Heading(2, "Outputs");
            Outputs(page, report);
        }

        page.Heading(2, "Measures");
        ReportSections.Measures(
            page, report, RegressionMeasures.Predictions, RegressionMeasures.Calibration, RegressionMeasures.Uncertainty, RegressionMeasures.Errors);
        Intervals(page, report.All);
        Levels(page, report.All.Summary.QuantileCalibration);
        Variances(page, report.All.Summary.VarianceCalibration);
        Most(page, report, "Most uncertain, by total variance", report.MostUncertain);
        Most(page, report, "Most uncertain, by epistemic variance", report.MostEpistemic ?? []);
        Most(page, report, "Farthest off, in standard deviations", report.WorstCalibrated);
        ReportSections.Absent(page, report);
        return page.ToString();
    }

    /// <summary>The findings in sentences.</summary>
    private static string InShort(RegressionPart part)
    {
        List<string> sentences =
        [
            $"Predictions are off by {ReportText.Number(part.Summary.RootMeanSquareError)} (root mean square)"
            + (double.IsFinite(part.Summary.RSquared) ? $", R² {ReportText.Number(part.Summary.RSquared)}." : "."),
            $"Errors are {ReportText.Number(part.StandardisedDeviation)} times what the standard deviations say.",
        ];
        if (part.Intervals.Count > 0)
        {
            IntervalSummary widest = part.Intervals[^1];
            sentences.Add(
                $"{ReportText.Percent(widest.Coverage)} of the targets lie within their interval of {ReportText.Level(widest.Mass)}.");
        }

        return string.Join(' ', sentences);
    }

    private static void Outputs(MarkdownPage page, RegressionReport report)
    {
        page.Table(
            ["<Output", "RMSE", "MAE", "R²", "NLL", "CRPS", "sharpness", "standardised", .. report.All.Intervals.Select(Mass)],
            report.Outputs.Append(report.All).Select(part => (string[])
            [
                part.Name,
                ReportText.Number(part.Summary.RootMeanSquareError),
                ReportText.Number(part.Summary.MeanAbsoluteError),
                ReportText.Number(part.Summary.RSquared),
                ReportText.Number(part.Summary.NegativeLogLikelihood),
                ReportText.Number(part.Summary.Crps),
                ReportText.Number(part.Summary.Sharpness),
                ReportText.Number(part.StandardisedDeviation),
                .. part.Intervals.Select(interval => ReportText.Percent(interval.Coverage)),
            ]));
        page.Paragraph(
            "Standardised: root mean square of error over standard deviation, 1 is right. Percent: coverage of the interval of that mass. "
            + "What follows is of all outputs together, each a prediction of its own.");

        static string Mass(IntervalSummary interval) => ReportText.Level(interval.Mass);
    }

    private static void Intervals(MarkdownPage page, RegressionPart part)
    {
        if (part.Intervals.Count == 0)
        {
            return;
        }

        page.Heading(2, "Intervals");
        page.Paragraph("The bar is the share of targets within; ◆ stands where it should end, at the interval's mass.");
        page.Table(
            ["Mass", "within", "below", "above", "mean width", "interval score", "<0 … 1"],
            part.Intervals.Select(interval => new[]
            {
                ReportText.Level(interval.Mass),
                ReportText.Percent(interval.Coverage),
                ReportText.Percent(interval.ShareBelow),
                ReportText.Percent(interval.ShareAbove),
                ReportText.Number(interval.MeanWidth),
                ReportText.Number(interval.IntervalScore),
                ReportText.Bar(interval.Coverage, interval.Mass),
            }));
    }

    private static void Levels(MarkdownPage page, RegressionCalibrationCurve curve)
    {
        page.Heading(2, "Quantiles");
        page.Table(
            ["Quantile", "targets below", "gap", "<0 … 1"],
            Enumerable.Range(1, Tenths - 1).Select(i => i * (curve.Expected.Count - 1) / Tenths).Distinct().Select(i => new[]
            {
                Fixed(curve.Expected[i]),
                Fixed(curve.Observed[i]),
                (curve.Observed[i] - curve.Expected[i]).ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture),
                ReportText.Bar(curve.Observed[i], curve.Expected[i]),
            }));
    }

    private static void Variances(MarkdownPage page, VarianceCalibration calibration)
    {
        page.Heading(2, "Predicted and actual spread");
        page.Paragraph("Predictions in bins of their standard deviation. A ratio above 1: errors are larger than predicted.");
        page.Table(
            ["Count", "predicted", "actual", "ratio"],
            calibration.ByDeviation.Where(bin => bin.Count > 0).Select(bin => new[]
            {
                ReportText.Count(bin.Count),
                ReportText.Number(Math.Sqrt(bin.MeanVariance)),
                ReportText.Number(Math.Sqrt(bin.MeanSquaredError)),
                ReportText.Number(Math.Sqrt(bin.MeanSquaredError / bin.MeanVariance)),
            }));
    }

    private static void Most(MarkdownPage page, RegressionReport report, string title, IReadOnlyList<UncertainValue> predictions)
    {
        if (predictions.Count == 0)
        {
            return;
        }

        bool isMap = report.Predictions != report.Inputs * report.Outputs.Count;
        bool isSplit = report.MostEpistemic is not null;
        bool isMany = report.Outputs.Count > 1;
        page.Heading(2, title);
        page.Table(
            [
                "Input", .. isMap ? ["position"] : Array.Empty<string>(), .. isMany ? ["<output"] : Array.Empty<string>(),
                "mean", "standard deviation", "target", "error in deviations",
                .. isSplit ? ["aleatoric", "epistemic"] : Array.Empty<string>(),
            ],
            predictions.Select(one => (string[])
            [
                ReportText.Count(one.Input),
                .. isMap ? [ReportText.Count(one.Position)] : Array.Empty<string>(),
                .. isMany ? [report.Outputs[one.Output].Name] : Array.Empty<string>(),
                ReportText.Number(one.Mean),
                ReportText.Number(one.StandardDeviation),
                ReportText.Number(one.Target),
                one.StandardisedError.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture),
                .. isSplit ? [ReportText.Number(one.Aleatoric), ReportText.Number(one.Epistemic)] : Array.Empty<string>(),
            ]));
    }

    private static string Fixed(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
}
