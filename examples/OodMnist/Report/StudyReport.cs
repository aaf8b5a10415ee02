using System.Globalization;
using System.Text;
using Examples;
using OodMnist.Model;
using Spectre.Console;
using Uncertainty.Ood;

namespace OodMnist.Report;

/// <summary>The tables of a study, and what they say of the baseline.</summary>
internal sealed class StudyReport(RunConsole run, Results results)
{
    private readonly StringBuilder _markdown = new();

    /// <summary>Adds one direction: all its seeds.</summary>
    public void Add(string inside, string outside, string key, IReadOnlyList<FinishedRun> runs)
    {
        OodBenchmarkResult result = OodBenchmarkResult.Combine([.. runs.Select(one => one.Result)]);
        string title = $"{inside} → {outside}, {runs.Count} {(runs.Count == 1 ? "seed" : "seeds")}";
        Table table = new Table().RoundedBorder().Title(Markup.Escape(title)).AddColumn("detector");
        foreach (string column in new[] { "AUROC", "AUPR-out", "AUPR-in", "FPR95", "ms per 1,000" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (OodBenchmarkRow row in result.Rows)
        {
            table.AddRow([Markup.Escape(row.Detector), .. Cells(row)]);
            AddNumbers(key, row);
        }

        run.Show(table);
        results.Add($"accuracy_{key}", runs.Average(one => one.Accuracy));
        results.Add($"accuracy_learnt_confidence_{key}", runs.Average(one => one.ConfidentAccuracy));
        results.Add($"seconds_{key}", Math.Round(runs.Sum(one => one.Seconds), 2));
        OodBenchmarkRow baseline = result.Row(DetectorSet.Baseline, outside);
        string behind = Short(result, baseline);
        string confidence = Confidence(result.Row(DetectorSet.LearntConfidence, outside), baseline);
        run.Say(behind);
        run.Say(confidence);
        _markdown.Append(CultureInfo.InvariantCulture, $"## {title}\n\n{result.ToMarkdown()}\n{behind}\n{confidence}\n\n");
    }

    /// <summary>Writes the tables as Markdown.</summary>
    public void Save(string path) => File.WriteAllText(path, _markdown.ToString());

    private static string Short(OodBenchmarkResult result, OodBenchmarkRow baseline)
    {
        string[] names =
        [
            .. result.Rows.Where(row => row.Numbers is { } numbers && numbers.Auroc < baseline.Numbers!.Auroc).Select(row => row.Detector),
        ];
        return names.Length == 0
            ? $"No detector has a lower AUROC than {DetectorSet.Baseline}."
            : $"Lower AUROC than {DetectorSet.Baseline}: {string.Join("; ", names)}.";
    }

    private static string Confidence(OodBenchmarkRow learnt, OodBenchmarkRow baseline) => string.Create(
        CultureInfo.InvariantCulture,
        $"FPR95 of the learnt confidence {learnt.Numbers!.FalsePositiveRate:F4}, of {DetectorSet.Baseline} {baseline.Numbers!.FalsePositiveRate:F4}.");

    private static IEnumerable<string> Cells(OodBenchmarkRow row)
    {
        if (row.Numbers is not { } numbers)
        {
            return ["failed", Markup.Escape(row.Error!), string.Empty, string.Empty, string.Empty];
        }

        return
        [
            Number(of => of.Auroc, "F4"),
            Number(of => of.AuprOutliers, "F4"),
            Number(of => of.AuprInliers, "F4"),
            Number(of => of.FalsePositiveRate, "F4"),
            Number(of => of.ProcessorSecondsPerThousand * 1000, "F1"),
        ];

        string Number(Func<OodBenchmarkNumbers, double> read, string format)
        {
            string mean = read(numbers).ToString(format, CultureInfo.InvariantCulture);
            return row.Spread is { } spread ? $"{mean} ± {read(spread).ToString(format, CultureInfo.InvariantCulture)}" : mean;
        }
    }

    private void AddNumbers(string key, OodBenchmarkRow row)
    {
        string name = $"{key}_{Slug(row.Detector)}";
        if (row.Numbers is not { } numbers)
        {
            results.Add($"error_{name}", row.Error!);
            return;
        }

        results.Add($"auroc_{name}", numbers.Auroc);
        results.Add($"aupr_out_{name}", numbers.AuprOutliers);
        results.Add($"aupr_in_{name}", numbers.AuprInliers);
        results.Add($"fpr95_{name}", numbers.FalsePositiveRate);
        results.Add($"detection_error_{name}", numbers.DetectionError);
        results.Add($"milliseconds_per_1000_{name}", numbers.ProcessorSecondsPerThousand * 1000);
        if (row.Spread is { } spread)
        {
            results.Add($"auroc_spread_{name}", spread.Auroc);
            results.Add($"fpr95_spread_{name}", spread.FalsePositiveRate);
        }
    }

    private static string Slug(string name) =>
        string.Join('_', name.ToLowerInvariant().Split([' ', ',', '+'], StringSplitOptions.RemoveEmptyEntries)).Replace('-', '_');
}
