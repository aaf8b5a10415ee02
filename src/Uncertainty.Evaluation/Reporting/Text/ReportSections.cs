using System.Globalization;

namespace Uncertainty.Evaluation;

/// <summary>What the pages of all reports have in common.</summary>
internal static class ReportSections
{
    private const int MostNames = 4;

    /// <summary>Title, and a line that says what was measured.</summary>
    public static void Head(MarkdownPage page, EvaluationReport report, string things)
    {
        page.Heading(1, $"{report.Model} on {report.Data}");
        List<string> facts =
        [
            char.ToUpperInvariant(report.Kind[0]) + report.Kind[1..],
            ReportText.Count(report.Inputs, "input", "inputs"),
        ];
        if (report.Predictions != report.Inputs)
        {
            facts.Add(ReportText.Count(report.Predictions, "prediction", "predictions"));
        }

        facts.Add(things);
        if (report.Draws is { } draws)
        {
            facts.Add(ReportText.Count(draws, "draw", "draws"));
        }

        if (report.Date is { } date)
        {
            facts.Add(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        facts.Add($"Uncertainty {report.LibraryVersion}");
        page.Paragraph(string.Join(" · ", facts));
    }

    /// <summary>Measures of some sections in one table; those without a value are left to <see cref="Absent"/>.</summary>
    public static void Measures(MarkdownPage page, EvaluationReport report, params string[] sections) => page.Table(
        ["<Measure", "value", "<better"],
        report.Measures
            .Where(measure => sections.Contains(measure.Section) && measure.Value is not null)
            .Select(measure => new[] { measure.Title, ReportText.Number(measure.Value), ReportText.Arrow(measure.Direction) }));

    /// <summary>What has no value, and why; reasons that are shared are told once.</summary>
    public static void Absent(MarkdownPage page, EvaluationReport report)
    {
        string[] items =
        [
            .. report.Measures
                .Where(measure => measure.Value is null)
                .GroupBy(measure => measure.Absence)
                .Select(group => $"{group.Key}: {Names([.. group])}"),
        ];
        if (items.Length > 0)
        {
            page.Heading(2, "Not measured");
            page.Items(items);
        }
    }

    private static string Names(ReportMeasure[] measures)
    {
        string named = string.Join(", ", measures.Take(MostNames).Select(measure => $"`{measure.Name}`"));
        return measures.Length > MostNames ? $"{named} and {measures.Length - MostNames} more, which the JSON names" : named;
    }
}
