using System.Globalization;
using Benchmarks;

namespace MnistActiveLearning;

/// <summary>What the acquisitions of an experiment came to, beside the published figures.</summary>
internal static class LearningTable
{
    private static readonly string[] Columns =
    [
        "acquisition", "runs",
        "labels to 10 %", "mean", "each", "published",
        "labels to 5 %", "mean", "each", "published",
        "error at the end, %", "each", "trained for longer", "each", "published",
        "min",
    ];

    internal static string[] Notes(Experiment experiment) =>
    [
        "Labels: the median of the repeats, their mean, and each. Runs: those at the end. Min: processor time of a run.",
        $"The error at the end is that with {experiment.Protocol.Labels} labels among all test images"
        + (experiment.LongEpochs > 0 ? $"; trained for longer: of a network of its own, trained for {experiment.LongEpochs} epochs on them." : "."),
    ];

    internal static TextTable Of(Experiment experiment, IReadOnlyDictionary<AcquisitionKind, Curve[]> curves)
    {
        TextTable table = new(Columns);
        foreach ((AcquisitionKind acquisition, Curve[] runs) in curves)
        {
            Published published = experiment.Published(acquisition);
            Curve[] finished = [.. runs.Where(run => run.FinalError is not null)];
            double[] errors = [.. finished.Select(run => 100 * run.FinalError!.Value)];
            double[] longer = [.. runs.Select(run => run.LongError).OfType<double>().Select(error => 100 * error)];
            table.Add(
                [
                    $"{acquisition}",
                    $"{errors.Length}",
                    .. Labels(runs, 0.1),
                    Text(published.ToTenPercent, "F0"),
                    .. Labels(runs, 0.05),
                    Text(published.ToFivePercent, "F0"),
                    Text(errors.Length > 0 ? errors.Average() : null, "F2"),
                    string.Join(", ", errors.Select(error => Text(error, "F2"))),
                    Text(longer.Length > 0 ? longer.Average() : null, "F2"),
                    string.Join(", ", longer.Select(error => Text(error, "F2"))),
                    Text(published.Error, "F2"),
                    Text(finished.Length > 0 ? finished.Average(run => run.Seconds) / 60 : null, "F1"),
                ]);
        }

        return table;
    }

    internal static void Add(Experiment experiment, IReadOnlyDictionary<AcquisitionKind, Curve[]> curves, BenchReport report)
    {
        foreach ((AcquisitionKind acquisition, Curve run) in curves.SelectMany(kind => kind.Value.Select(run => (kind.Key, run))))
        {
            string name = $"{experiment.Name}, {acquisition}, repeat {run.Repeat + 1}";
            foreach (Round round in run.Rounds.Where(round => round.Error is not null))
            {
                report.Add($"{name}, {round.Labels} labels", "error", round.Error!.Value, "share");
            }

            if (run.FinalError is { } error)
            {
                report.Add(name, "error at the end, all test images", error, "share");
            }

            if (run.LongError is { } longer)
            {
                report.Add(name, "error at the end, trained for longer", longer, "share");
            }
        }
    }

    private static IEnumerable<string> Labels(Curve[] runs, double level)
    {
        double[] known = [.. runs.Select(run => (double?)run.LabelsTo(level)).OfType<double>()];
        return known.Length == 0
            ? ["-", "-", ""]
            : [Text(Spread.Of(known).Median, "F0"), Text(known.Average(), "F0"), string.Join(", ", known.Select(labels => Text(labels, "F0")))];
    }

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
