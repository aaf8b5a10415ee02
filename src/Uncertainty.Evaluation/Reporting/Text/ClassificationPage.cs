using System.Globalization;

namespace Uncertainty.Evaluation;

/// <summary>A classifier's report as a page.</summary>
internal static class ClassificationPage
{
    private const int MostClasses = 50;
    private const int WidestConfusion = 20;
    private const int MostMistakes = 15;

    public static string Write(ClassificationReport report)
    {
        MarkdownPage page = new();
        ReportSections.Head(page, report, ReportText.Count(report.Summary.Classes, "class", "classes"));
        page.Paragraph(InShort(report));
        page.Heading(2, "Measures");
        ReportSections.Measures(page, report, ClassificationMeasures.Predictions, ClassificationMeasures.Calibration);
        Reliability(page, report.Summary.Reliability);
        Uncertainties(page, report);
        Errors(page, report);
        Classes(page, report);
        Confusion(page, report);
        Most(page, report, "total", report.MostUncertain);
        Most(page, report, "epistemic", report.MostEpistemic ?? []);
        ReportSections.Absent(page, report);
        return page.ToString();
    }

    /// <summary>The findings in sentences.</summary>
    private static string InShort(ClassificationReport report)
    {
        ClassificationSummary summary = report.Summary;
        double over = report.MeanConfidence - summary.Accuracy;
        string interval = report.AccuracyInterval is { } bounds
            ? $" (95 % interval {ReportText.Percent(bounds.Lower)} to {ReportText.Percent(bounds.Upper)})"
            : "";
        List<string> sentences =
        [
            $"{ReportText.Percent(summary.Accuracy)} of the predictions are right{interval}.",
            $"The mean confidence is {ReportText.Percent(report.MeanConfidence)}: "
            + $"{ReportText.Number(100 * Math.Abs(over))} points too {(over >= 0 ? "high" : "low")}.",
        ];
        if (report.ErrorFindings[0].Ranking is { } ranking)
        {
            sentences.Add(
                $"Of a wrong and a right prediction, the wrong one has the higher total uncertainty in {ReportText.Percent(ranking.Auroc)} of cases.");
        }

        if (report.Coverages.Where(coverage => coverage < 1).DefaultIfEmpty(double.NaN).Max() is var coverage && !double.IsNaN(coverage))
        {
            sentences.Add(
                $"Where only the surest {ReportText.Level(coverage)} are answered, "
                + $"{ReportText.Percent(report.ErrorFindings[0].RiskCoverage.SelectiveAccuracy(coverage))} are right.");
        }

        return string.Join(' ', sentences);
    }

    private static void Reliability(MarkdownPage page, ReliabilityDiagram diagram)
    {
        page.Heading(2, "Confidence and accuracy");
        page.Paragraph(
            "The bar is the accuracy; ◆ stands where it should end, at the mean confidence. Left of its end: too little confidence; right: too much.");
        page.Table(
            ["<Confidence", "count", "mean confidence", "accuracy", "gap", "<0 … 1"],
            diagram.Bins.Where(bin => bin.Count > 0).Select(bin => new[]
            {
                $"{Edge(bin.Lower)} … {Edge(bin.Upper)}",
                ReportText.Count(bin.Count),
                Fixed(bin.MeanConfidence),
                Fixed(bin.Accuracy),
                bin.Gap.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture),
                ReportText.Bar(bin.Accuracy, bin.MeanConfidence),
            }));
    }

    private static void Uncertainties(MarkdownPage page, ClassificationReport report)
    {
        page.Heading(2, "Uncertainty");
        page.Paragraph("Means in nats.");
        page.Table(
            ["<Uncertainty", "all", "where right", "where wrong"],
            report.Uncertainties.Select(means => new[]
            {
                means.Of, ReportText.Number(means.All), ReportText.Number(means.Right), ReportText.Number(means.Wrong),
            }));
    }

    private static void Errors(MarkdownPage page, ClassificationReport report)
    {
        page.Heading(2, "Finding errors");
        (string By, RankingSummary? Ranking, RiskCoverageCurve Curve)[] rows =
        [
            ("low confidence", report.Summary.ErrorDetection, report.Summary.RiskCoverage),
            .. report.ErrorFindings.Select(finding => ($"{finding.By} uncertainty", finding.Ranking, finding.RiskCoverage)),
        ];
        page.Table(
            ["<By", "AUROC", "AUPR", "FPR at 95 % TPR", "AURC", "excess AURC", "AUGRC", "coverage at 5 % risk"],
            rows.Select(row => new[]
            {
                row.By,
                ReportText.Number(row.Ranking?.Auroc),
                ReportText.Number(row.Ranking?.AveragePrecision),
                ReportText.Number(row.Ranking?.FalsePositiveRate),
                ReportText.Number(row.Curve.Aurc),
                ReportText.Number(row.Curve.ExcessAurc),
                ReportText.Number(row.Curve.Augrc),
                ReportText.Number(row.Curve.CoverageAtRisk(0.05)),
            }));
        if (report.Coverages.Count > 0)
        {
            page.Paragraph("Accuracy where only the surest share of the inputs is answered:");
            page.Table(
                ["<By", .. report.Coverages.Select(ReportText.Level)],
                rows.Select(row => new[] { row.By }
                    .Concat(report.Coverages.Select(coverage => Fixed(row.Curve.SelectiveAccuracy(coverage)))).ToArray()));
        }
    }

    private static void Classes(MarkdownPage page, ClassificationReport report)
    {
        page.Heading(2, "Classes");
        bool isSplit = report.MostEpistemic is not null;
        ClassRow[] rows = [.. report.Classes.Where(row => row.Count > 0 || row.Predicted > 0)];
        if (rows.Length > MostClasses)
        {
            rows = [.. rows.OrderBy(row => row.F1).Take(MostClasses)];
            page.Paragraph($"The {MostClasses} of lowest F1; the JSON has all.");
        }

        page.Table(
            [
                "<Class", "count", "accuracy (recall)", "precision", "F1", "confidence", "total",
                .. isSplit ? ["aleatoric", "epistemic"] : Array.Empty<string>(),
            ],
            rows.Select(row => new[]
            {
                row.Name,
                ReportText.Count(row.Count),
                Fixed(row.Accuracy),
                Fixed(row.Precision),
                Fixed(row.F1),
                Fixed(row.MeanConfidence),
                ReportText.Number(row.MeanTotal),
            }.Concat(isSplit ? [ReportText.Number(row.MeanAleatoric), ReportText.Number(row.MeanEpistemic)] : []).ToArray()));
    }

    private static void Confusion(MarkdownPage page, ClassificationReport report)
    {
        page.Heading(2, "Confusions");
        ConfusionMatrix matrix = report.Confusion;
        if (matrix.Classes > WidestConfusion)
        {
            page.Paragraph("The most frequent; the JSON has all.");
            page.Table(
                ["<True", "<taken for", "count"],
                matrix.Mistakes(MostMistakes).Select(cell => new[]
                {
                    report.Classes[cell.Label].Name, report.Classes[cell.Predicted].Name, ReportText.Count(cell.Count),
                }));
            return;
        }

        page.Paragraph("Rows: true class; columns: predicted class.");
        page.Table(
            ["<", .. report.Classes.Select(row => row.Name)],
            matrix.Rows().Select((counts, c) => new[] { report.Classes[c].Name }
                .Concat(counts.Select(count => count == 0 ? "·" : ReportText.Count(count))).ToArray()));
    }

    private static void Most(MarkdownPage page, ClassificationReport report, string by, IReadOnlyList<UncertainClass> predictions)
    {
        if (predictions.Count == 0)
        {
            return;
        }

        bool isMap = report.Predictions != report.Inputs;
        bool isSplit = report.MostEpistemic is not null;
        page.Heading(2, $"Most uncertain, by {by} uncertainty");
        page.Table(
            [
                "Input", .. isMap ? ["position"] : Array.Empty<string>(), "<predicted", "<true", "<", "confidence", "total",
                .. isSplit ? ["aleatoric", "epistemic"] : Array.Empty<string>(),
            ],
            predictions.Select(one => (string[])
            [
                ReportText.Count(one.Input),
                .. isMap ? [ReportText.Count(one.Position)] : Array.Empty<string>(),
                report.Classes[one.Predicted].Name,
                report.Classes[one.Label].Name,
                one.IsCorrect ? "" : "wrong",
                Fixed(one.Confidence),
                ReportText.Number(one.Total),
                .. isSplit ? [ReportText.Number(one.Aleatoric), ReportText.Number(one.Epistemic)] : Array.Empty<string>(),
            ]));
    }

    private static string Edge(double value) => value.ToString("F3", CultureInfo.InvariantCulture);

    private static string Fixed(double? value) =>
        value is { } number && double.IsFinite(number) ? number.ToString("F4", CultureInfo.InvariantCulture) : ReportText.Nothing;
}
