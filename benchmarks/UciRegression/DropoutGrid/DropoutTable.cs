using System.Globalization;
using Benchmarks;
using Spectre.Console;
using UciRegression.Results;

namespace UciRegression.DropoutGrid;

/// <summary>What MC dropout came to, beside what was published.</summary>
internal static class DropoutTable
{
    private const string Method = "MC dropout";

    internal static void Show(IEnumerable<DropoutRow> rows, DropoutProtocol protocol, string file, BenchReport report)
    {
        Table table = new();
        table.AddColumns(
            "MC dropout", "splits", "RMSE", "published", "apart", "log-likelihood", "published", "apart", "CRPS", "RMSE, dropout off");
        foreach (IGrouping<string, DropoutRow> set in rows.Where(row => row.IsTest).GroupBy(row => row.Set))
        {
            table.AddRow([.. Row(set.Key, [.. set], report).Select(Markup.Escape)]);
        }

        BenchReport.Show(
            table,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Mean ± standard error over the splits; apart: in standard errors of the published mean. {protocol.Draws:N0} draws, "),
            $"multiplier {protocol.Multiplier}. Every configuration: {file}");
    }

    private static List<string> Row(string set, DropoutRow[] rows, BenchReport report)
    {
        PublishedDropout published = PublishedDropout.Of(set);
        MeanAndError rmse = MeanAndError.Of([.. rows.Select(row => row.Scores.Rmse)]);
        MeanAndError logLikelihood = MeanAndError.Of([.. rows.Select(row => row.Scores.LogLikelihood)]);
        MeanAndError crps = MeanAndError.Of([.. rows.Select(row => row.Scores.Crps)]);
        MeanAndError off = MeanAndError.Of([.. rows.Select(row => row.RmseWithoutDropout)]);
        string name = $"{Method}, {set}";
        report.Add(name, "splits", rows.Length, "splits");
        report.Add(name, "RMSE", rmse, "target's unit");
        report.Add(name, "RMSE, apart from the published", rmse.DeviationFrom(published.Rmse), "published standard errors");
        report.Add(name, "log-likelihood", logLikelihood, "nats");
        report.Add(
            name, "log-likelihood, apart from the published", logLikelihood.DeviationFrom(published.LogLikelihood),
            "published standard errors");
        report.Add(name, "CRPS", crps, "target's unit");
        report.Add(name, "RMSE, dropout off", off, "target's unit");
        return
        [
            set,
            rows.Length.ToString(CultureInfo.InvariantCulture),
            rmse.Text(3),
            published.Rmse.Text(3),
            Signed(rmse.DeviationFrom(published.Rmse)),
            logLikelihood.Text(3),
            published.LogLikelihood.Text(3),
            Signed(logLikelihood.DeviationFrom(published.LogLikelihood)),
            crps.Text(3),
            off.Text(3),
        ];
    }

    private static string Signed(double value) => value.ToString("+0.00;-0.00", CultureInfo.InvariantCulture);
}
