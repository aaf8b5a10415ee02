using System.Globalization;
using Benchmarks;
using LeNetMnist.Data;
using Spectre.Console;

namespace MnistPosteriors;

/// <summary>What all methods came to, side by side.</summary>
internal static class MnistTable
{
    private const double Percent = 100;

    internal static void Show(IReadOnlyList<ResultRow> rows, DataSource source, Protocol protocol, BenchReport report)
    {
        Table table = new();
        table.AddColumns(
            "LeNet-5",
            "accuracy, %",
            "NLL, nats",
            "ECE, %",
            "too sure, %",
            "Brier",
            "AUROC",
            "training, s",
            "KL/N, nats");
        foreach (string method in Methods.All)
        {
            // The last one: an older one has another recipe.
            ResultRow row = rows.Last(row => row.Method == method);
            Add(row, report);
            table.AddRow(
                row.Method,
                Text(row.Scores.Accuracy * Percent, "F2"),
                Text(row.Scores.NegativeLogLikelihood, "F5"),
                Text(row.Scores.CalibrationError * Percent, "F3"),
                Text(row.Scores.Overconfidence * Percent, "+0.000;-0.000"),
                Text(row.Scores.Brier, "F5"),
                Text(row.Scores.Auroc, "F4"),
                Text(row.Seconds, "N0"),
                row.Kl is { } kl ? Text(kl, "F3") : "-");
        }

        report.Finish(
            table,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{source.Train.Count:N0} images to train on, {source.Test.Count:N0} to test on, {source.Unseen.Count:N0} unseen. "
                + $"{protocol.Draws} draws; {protocol.Members} members."),
            $"Too sure: mean probability of the predicted class, less the accuracy. AUROC of the entropy of the mean prediction: {source.UnseenName}.",
            "Training: processor time on one thread of all that a row needs, what it starts from included.");
    }

    private static void Add(ResultRow row, BenchReport report)
    {
        report.Add(row.Method, "accuracy", row.Scores.Accuracy, "share");
        report.Add(row.Method, "negative log-likelihood", row.Scores.NegativeLogLikelihood, "nats");
        report.Add(row.Method, "expected calibration error", row.Scores.CalibrationError, "share");
        report.Add(row.Method, "mean confidence less accuracy", row.Scores.Overconfidence, "share");
        report.Add(row.Method, "Brier score", row.Scores.Brier, "squared probability");
        report.Add(row.Method, "AUROC of the entropy", row.Scores.Auroc, "share");
        report.Add(row.Method, "training", row.Seconds, "processor s");
        if (row.Kl is { } kl)
        {
            report.Add(row.Method, "divergence for each training image", kl, "nats");
        }
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
