using System.Globalization;
using System.Text;

namespace Uncertainty.Ood;

/// <summary>A benchmark as a Markdown table; under it, what failed.</summary>
internal static class BenchmarkTable
{
    private const double Milliseconds = 1000;

    public static string Write(OodBenchmarkResult result)
    {
        string rate = (100 * result.TruePositiveRate).ToString("0.##", CultureInfo.InvariantCulture);
        string[] head = ["detector", "outliers", "AUROC", "AUPR-out", "AUPR-in", $"FPR{rate}", "detection error", "ms per 1,000"];
        List<string[]> rows = [];
        foreach (string detector in result.Detectors)
        {
            rows.AddRange(result.Rows.Where(row => row.Detector == detector).Select(Cells));
            if (result.OutlierSets.Count > 1)
            {
                rows.Add(Cells(result.Row(detector, OodBenchmarkResult.Mean)));
            }
        }

        int[] widths = [.. head.Select((title, column) => Math.Max(title.Length, rows.Max(row => row[column].Length)))];
        StringBuilder text = new();
        Line(text, head, widths);
        text.Append('|').AppendJoin('|', widths.Select((width, column) =>
            column < 2 ? new string('-', width + 2) : new string('-', width + 1) + ":")).Append("|\n");
        foreach (string[] row in rows)
        {
            Line(text, row, widths);
        }

        OodBenchmarkRow[] failed = [.. result.Rows.Where(row => row.Failures > 0)];
        if (failed.Length > 0)
        {
            text.Append('\n').AppendJoin(string.Empty, failed.Select(row =>
                $"- {Escape(row.Detector)} on {Escape(row.OutlierSet)} failed in {row.Failures} of {row.Runs + row.Failures}: {Escape(row.Error!)}\n"));
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string[] cells, int[] widths) => text.Append("| ")
        .AppendJoin(" | ", cells.Select((cell, column) => column < 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))
        .Append(" |\n");

    private static string[] Cells(OodBenchmarkRow row)
    {
        if (row.Numbers is not { } numbers)
        {
            return [Escape(row.Detector), Escape(row.OutlierSet), "failed", "", "", "", "", ""];
        }

        return
        [
            Escape(row.Detector),
            Escape(row.OutlierSet),
            Number(of => of.Auroc),
            Number(of => of.AuprOutliers),
            Number(of => of.AuprInliers),
            Number(of => of.FalsePositiveRate),
            Number(of => of.DetectionError),
            Number(of => of.ProcessorSecondsPerThousand * Milliseconds, "F1"),
        ];

        string Number(Func<OodBenchmarkNumbers, double> read, string format = "F4")
        {
            string mean = read(numbers).ToString(format, CultureInfo.InvariantCulture);
            return row.Spread is { } spread ? $"{mean} ± {read(spread).ToString(format, CultureInfo.InvariantCulture)}" : mean;
        }
    }

    private static string Escape(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace('\r', ' ').Replace('\n', ' ');
}
