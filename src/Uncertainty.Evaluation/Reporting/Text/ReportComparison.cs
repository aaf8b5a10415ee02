namespace Uncertainty.Evaluation;

/// <summary>Measures of several reports beside each other.</summary>
internal static class ReportComparison
{
    public static string Write(IReadOnlyList<EvaluationReport> reports)
    {
        MarkdownPage page = new();
        page.Heading(1, $"{reports.Count} models on {reports[0].Data}");
        page.Paragraph($"{ReportText.Count(reports[0].Predictions, "prediction", "predictions")} each. Bold: the best of a row.");
        page.Table(
            ["<Measure", .. reports.Select(report => report.Model), "<better"],
            reports[0].Measures
                .Where(measure => reports.All(report => report.Measures.Any(other => other.Name == measure.Name)))
                .Where(measure => reports.Any(report => report.Measure(measure.Name).Value is not null))
                .Select(measure => Row(measure, [.. reports.Select(report => report.Measure(measure.Name).Value)])));
        return page.ToString();
    }

    private static string[] Row(ReportMeasure measure, double?[] values)
    {
        double? best = values.Where(value => value is not null).Select(value => Cost(value!.Value, measure.Direction)).Min();
        return
        [
            measure.Title,
            .. values.Select(value => best is not null && value is { } number && Cost(number, measure.Direction) == best
                ? $"**{ReportText.Number(value)}**"
                : ReportText.Number(value)),
            ReportText.Arrow(measure.Direction),
        ];
    }

    /// <summary>What is least for the best value; nothing where a measure knows no better.</summary>
    private static double? Cost(double value, MeasureDirection direction) => direction switch
    {
        MeasureDirection.Higher => -value,
        MeasureDirection.Lower => value,
        MeasureDirection.Zero => Math.Abs(value),
        MeasureDirection.One => Math.Abs(value - 1),
        _ => null,
    };
}
