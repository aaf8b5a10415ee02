using System.Globalization;
using Benchmarks;
using Spectre.Console;

namespace DenoudenNovelty;

/// <summary>What the autoencoders came to: for each digit at one number of latents, and in short for all numbers.</summary>
internal static class NoveltyTable
{
    internal static void Show(IReadOnlyList<ResultRow> rows, Protocol protocol, BenchReport report)
    {
        ResultRow[] known = [.. rows.Where(row => protocol.Recipes.Contains(row.Recipe))];
        foreach (IGrouping<Family, ResultRow> family in known.GroupBy(row => row.Recipe.Family))
        {
            BenchReport.Show(
                ByDigit(family),
                "At each digit's number of latents with the highest AUROC of the reconstruction error alone, on the test images.");
        }

        foreach (ResultRow row in known)
        {
            Add(row, report);
        }

        report.Finish(
            Summary(known),
            "Improved: digits, of ten, whose AUROC is higher with the latent distance. Error: the one that was trained by; squared in brackets.");
    }

    private static Table ByDigit(IGrouping<Family, ResultRow> family)
    {
        Table table = new();
        table.AddColumns(family.Key.ToString(), "latents", "AUROC", "+ distance", "FPR95", "+ distance", "AUPR in", "+ distance", "distance alone");
        ResultRow[] best = [.. family.GroupBy(row => row.Digit).OrderBy(digit => digit.Key).Select(digit => digit.MaxBy(row => row.Trained.Alone.Auroc)!)];
        foreach (ResultRow row in best)
        {
            (Quality alone, Quality both) = (row.Trained.Alone, row.Trained.WithDistance);
            table.AddRow(
                Text(row.Digit, "F0"),
                Text(row.Recipe.Latents, "F0"),
                Text(alone.Auroc),
                Text(both.Auroc),
                Text(alone.FalsePositiveRate),
                Text(both.FalsePositiveRate),
                Text(alone.AuprIn),
                Text(both.AuprIn),
                Text(row.Distance.Auroc));
        }

        table.AddRow(
            "mean",
            string.Empty,
            Text(best.Average(row => row.Trained.Alone.Auroc)),
            Text(best.Average(row => row.Trained.WithDistance.Auroc)),
            Text(best.Average(row => row.Trained.Alone.FalsePositiveRate)),
            Text(best.Average(row => row.Trained.WithDistance.FalsePositiveRate)),
            Text(best.Average(row => row.Trained.Alone.AuprIn)),
            Text(best.Average(row => row.Trained.WithDistance.AuprIn)),
            Text(best.Average(row => row.Distance.Auroc)));
        return table;
    }

    private static Table Summary(ResultRow[] rows)
    {
        Table table = new();
        table.AddColumns("autoencoder", "latents", "digits", "improved", "AUROC", "+ distance", "distance alone", "training, s each");
        foreach (IGrouping<Recipe, ResultRow> recipe in rows.GroupBy(row => row.Recipe))
        {
            table.AddRow(
                recipe.Key.Family.ToString(),
                Text(recipe.Key.Latents, "F0"),
                Text(recipe.Count(), "F0"),
                $"{recipe.Count(row => row.Trained.Improved)} ({recipe.Count(row => row.Squared.Improved)})",
                $"{Text(recipe.Average(row => row.Trained.Alone.Auroc))} ({Text(recipe.Average(row => row.Squared.Alone.Auroc))})",
                $"{Text(recipe.Average(row => row.Trained.WithDistance.Auroc))} ({Text(recipe.Average(row => row.Squared.WithDistance.Auroc))})",
                Text(recipe.Average(row => row.Distance.Auroc)),
                Text(recipe.Average(row => row.Seconds), "F0"));
        }

        return table;
    }

    private static void Add(ResultRow row, BenchReport report)
    {
        string name = $"{row.Recipe.Family}, {row.Recipe.Latents} latents, digit {row.Digit}";
        Add("error", row.Trained.Alone);
        Add("error and distance", row.Trained.WithDistance);
        Add("squared error", row.Squared.Alone);
        Add("squared error and distance", row.Squared.WithDistance);
        Add("distance", row.Distance);
        report.Add(name, "training", row.Seconds, "processor s");
        report.Add(name, "trainings begun anew", row.Restarts, "trainings");
        report.Add(name, "ridge", row.Ridge, "mean variances");

        void Add(string score, Quality quality)
        {
            report.Add(name, $"AUROC, {score}", quality.Auroc, "share");
            report.Add(name, $"FPR95, {score}", quality.FalsePositiveRate, "share");
            report.Add(name, $"AUPR in, {score}", quality.AuprIn, "share");
            report.Add(name, $"AUPR out, {score}", quality.AuprOut, "share");
        }
    }

    private static string Text(double value, string format = "F3") => value.ToString(format, CultureInfo.InvariantCulture);
}
