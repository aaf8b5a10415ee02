using System.Globalization;
using Benchmarks;
using Spectre.Console;
using UciRegression.Results;

namespace UciRegression.BatchNormGrid;

/// <summary>What MC BatchNorm came to, beside what was published.</summary>
internal static class BatchNormTable
{
    internal static void Show(IEnumerable<TestRow> rows, BatchNormProtocol protocol, string file, BenchReport report)
    {
        Table table = new();
        table.AddColumns(
            "MC BatchNorm", "tests", "RMSE", "log-likelihood", "CRPS",
            "normalized log-likelihood", "published*", "normalized CRPS", "published*");
        foreach (IGrouping<string, TestRow> set in rows.GroupBy(row => row.Set))
        {
            table.AddRow([.. Row(set.Key, [.. set], report).Select(Markup.Escape)]);
        }

        BenchReport.Show(
            table,
            $"Mean ± standard error over {protocol.Splits} splits with {protocol.Runs} networks each, {protocol.Draws} draws.",
            "Normalized: 0 is one constant variance for the same means, 100 the best variance for each example.",
            $"* From memory, not compared with the paper. Every test: {file}");
    }

    private static List<string> Row(string set, TestRow[] rows, BenchReport report)
    {
        PublishedBatchNorm published = PublishedBatchNorm.Of(set);
        MeanAndError rmse = MeanAndError.Of([.. rows.Select(row => row.Scores.Rmse)]);
        MeanAndError logLikelihood = MeanAndError.Of([.. rows.Select(row => row.Scores.LogLikelihood)]);
        MeanAndError crps = MeanAndError.Of([.. rows.Select(row => row.Scores.Crps)]);
        MeanAndError normalizedLogLikelihood = MeanAndError.Of([.. rows.Select(row => row.NormalizedLogLikelihood())]);
        MeanAndError normalizedCrps = MeanAndError.Of([.. rows.Select(row => row.NormalizedCrps())]);
        string name = $"MC BatchNorm, {set}";
        report.Add(name, "tests", rows.Length, "tests");
        report.Add(name, "RMSE", rmse, "target's unit");
        report.Add(name, "log-likelihood", logLikelihood, "nats");
        report.Add(name, "CRPS", crps, "target's unit");
        report.Add(name, "normalized log-likelihood", normalizedLogLikelihood, "percent");
        report.Add(name, "normalized CRPS", normalizedCrps, "percent");
        return
        [
            set,
            rows.Length.ToString(CultureInfo.InvariantCulture),
            rmse.Text(3),
            logLikelihood.Text(3),
            crps.Text(3),
            normalizedLogLikelihood.Text(2),
            published.LogLikelihood.ToString("F2", CultureInfo.InvariantCulture),
            normalizedCrps.Text(2),
            published.Crps.ToString("F2", CultureInfo.InvariantCulture),
        ];
    }
}
