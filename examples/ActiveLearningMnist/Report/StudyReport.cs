using System.Globalization;
using Examples;
using Spectre.Console;

namespace ActiveLearningMnist.Report;

/// <summary>The table of a study, and its numbers.</summary>
internal sealed class StudyReport(RunConsole run, Results results)
{
    private static readonly (string Name, double Error)[] Targets = [("10 %", 0.10), ("5 %", 0.05)];

    /// <summary>Shows the table and adds all its numbers to the results.</summary>
    public void Show(IReadOnlyList<Comparison> comparisons, int labels)
    {
        int seeds = comparisons[0].Curves.Count;
        Table table = new Table().RoundedBorder().Title($"{labels} labels, {seeds} {(seeds == 1 ? "seed" : "seeds")}").AddColumn("chosen by");
        bool paired = comparisons.Any(comparison => comparison.Baseline is not null);
        foreach (string column in Columns(labels, paired))
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (Comparison comparison in comparisons)
        {
            table.AddRow([comparison.Function, .. Cells(comparison, labels, paired)]);
            AddNumbers(comparison);
        }

        run.Show(table);
        if (seeds > 1)
        {
            run.Say("Mean ± standard deviation over seeds; differences are of runs with the same seed, which begin with the same labels.");
        }
    }

    private static IEnumerable<string> Columns(int labels, bool paired)
    {
        foreach ((string name, _) in Targets)
        {
            yield return $"labels to {name} error";
            if (paired)
            {
                yield return $"− {Functions.Baseline}'s";
            }
        }

        yield return $"error at {labels}";
        if (paired)
        {
            yield return $"− {Functions.Baseline}'s";
        }
    }

    private static IEnumerable<string> Cells(Comparison comparison, int labels, bool paired)
    {
        foreach ((_, double error) in Targets)
        {
            yield return comparison.LabelsTo(error) is { } count
                ? Number(count, "F0")
                : $"above {labels} ({comparison.Reached(error)} of {comparison.Curves.Count} below)";
            if (paired)
            {
                yield return comparison.LabelsToDifference(error) is { } difference ? Number(difference, "+0;-0;0") : "–";
            }
        }

        yield return Number(comparison.LastError, "P2");
        if (paired)
        {
            yield return comparison.LastErrorDifference is { } difference ? Number(difference, "+0.00 %;-0.00 %;0 %") : "–";
        }
    }

    /// <summary>A deviation has no sign of its own.</summary>
    private static string Number(Spread spread, string format)
    {
        string mean = spread.Mean.ToString(format, CultureInfo.InvariantCulture);
        return spread.Deviation is double deviation
            ? $"{mean} ± {deviation.ToString(format, CultureInfo.InvariantCulture).TrimStart('+')}"
            : mean;
    }

    private void AddNumbers(Comparison comparison)
    {
        string name = comparison.Function.Replace('-', '_');
        Add("error_at_budget", comparison.LastError);
        Add("error_at_budget_minus_random", comparison.LastErrorDifference);
        foreach ((string target, double error) in Targets)
        {
            string number = $"labels_to_{target.Replace(" %", "_percent_error", StringComparison.Ordinal)}";
            results.Add($"runs_to_{target.Replace(" %", "_percent_error", StringComparison.Ordinal)}_{name}", comparison.Reached(error));
            Add(number, comparison.LabelsTo(error));
            Add($"{number}_minus_random", comparison.LabelsToDifference(error));
        }

        void Add(string number, Spread? spread)
        {
            if (spread is not null)
            {
                results.Add($"{number}_{name}", spread.Mean);
            }

            if (spread?.Deviation is double deviation)
            {
                results.Add($"{number}_spread_{name}", deviation);
            }
        }
    }
}
