using System.Globalization;
using Benchmarks;
using Spectre.Console;

namespace MnistActiveLearning;

/// <summary>What the acquisitions came to, beside the published figures.</summary>
internal static class LearningTable
{
    internal static void Show(IReadOnlyDictionary<Acquisition, Curve[]> curves, BenchReport report)
    {
        Table table = new();
        table.AddColumns(
            "acquisition", "runs at the end", "labels to 10 %", "published", "labels to 5 %", "published", "error at the end, %", "published", "processor min each");
        foreach ((Acquisition acquisition, Curve[] runs) in curves)
        {
            Published published = Published.Of(acquisition);
            double[] errors = [.. runs.Select(run => run.FinalError).OfType<double>()];
            table.AddRow(
                $"{acquisition}",
                $"{errors.Length} of {runs.Length}",
                Labels(runs, 0.1),
                $"{published.ToTenPercent}",
                Labels(runs, 0.05),
                $"{published.ToFivePercent}",
                errors.Length == 0 ? "-" : $"{Text(100 * errors.Average(), "F2")} ({string.Join(", ", errors.Select(error => Text(100 * error, "F2")))})",
                published.Error is { } error ? Text(error, "F2") : "-",
                Text(runs.Average(run => run.Seconds) / 60, "F1"));
            foreach (Curve run in runs)
            {
                Add(acquisition, run, report);
            }
        }

        report.Finish(table, "Labels: the median of the repeats, and each. The published figures: Gal, Islam and Ghahramani 2017, Table 1.");
    }

    private static string Labels(Curve[] runs, double level)
    {
        double[] known = [.. runs.Select(run => (double?)run.LabelsTo(level)).OfType<double>()];
        return known.Length == 0 ? "-" : $"{Text(Spread.Of(known).Median, "F0")} ({string.Join(", ", known.Select(labels => Text(labels, "F0")))})";
    }

    private static void Add(Acquisition acquisition, Curve run, BenchReport report)
    {
        foreach (Round round in run.Rounds.Where(round => round.Error is not null))
        {
            report.Add($"{acquisition}, repeat {run.Repeat + 1}, {round.Labels} labels", "error", round.Error!.Value, "share");
        }

        if (run.FinalError is { } error)
        {
            report.Add($"{acquisition}, repeat {run.Repeat + 1}", "error at the end, all test images", error, "share");
        }
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
