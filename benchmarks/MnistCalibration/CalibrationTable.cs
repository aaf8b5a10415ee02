using Benchmarks;
using Spectre.Console;

namespace MnistCalibration;

/// <summary>What the maps came to.</summary>
internal static class CalibrationTable
{
    private const double Percent = 100;

    internal static void Show(IReadOnlyList<CalibrationRow> rows, IReadOnlyList<Predictions> networks, BenchReport report)
    {
        CalibrationRow[] ofNetworks = [.. rows.Where(row => row.Network != CalibrationPart.Ensemble)];
        ShowMaps(ofNetworks, report);
        ShowNetworks(ofNetworks, report);
        Predictions ensemble = Predictions.Mean(CalibrationPart.Ensemble, networks);
        ShowEnsemble(
            [.. rows.Where(row => row.Network == CalibrationPart.Ensemble)],
            CalibrationScores.Of(ensemble.Probabilities, ensemble.Classes, ensemble.Labels),
            report);
    }

    private static void ShowMaps(CalibrationRow[] rows, BenchReport report)
    {
        Table table = new();
        table.AddColumns("map", "T or λ", "ECE, %", "too sure, %", "NLL, nats", "Brier", "accuracy, %", "fit, s", "no fit");
        foreach (string method in (string[])[Calibrators.None, .. Calibrators.Names, Calibrators.Chance])
        {
            CalibrationRow[] all = [.. rows.Where(row => row.Method == method)];
            CalibrationScores[] scores = [.. all.Select(row => row.Scores).OfType<CalibrationScores>()];
            int refused = all.Length - scores.Length;
            report.Add(method, "splits without a fit", refused, $"of {all.Length}");
            if (scores.Length == 0)
            {
                table.AddRow(method, "-", "-", "-", "-", "-", "-", "-", $"{refused} of {all.Length}");
                continue;
            }

            int infinite = scores.Count(row => row.NegativeLogLikelihood is null);
            MeanSpread loss = MeanSpread.Of(scores.Select(row => row.NegativeLogLikelihood ?? double.PositiveInfinity));
            MeanSpread error = MeanSpread.Of(scores.Select(row => row.CalibrationError));
            MeanSpread brier = MeanSpread.Of(scores.Select(row => row.Brier));
            MeanSpread accuracy = MeanSpread.Of(scores.Select(row => row.Accuracy));
            MeanSpread sure = MeanSpread.Of(scores.Select(row => row.Overconfidence));
            double seconds = all.Where(row => row.Scores is not null).Average(row => row.Seconds);
            Add(report, method, "expected calibration error", error, "share");
            Add(report, method, "negative log-likelihood", loss, "nats");
            Add(report, method, "Brier score", brier, "squared probability");
            Add(report, method, "accuracy", accuracy, "share");
            Add(report, method, "mean confidence less accuracy", sure, "share");
            report.Add(method, "largest expected calibration error", scores.Max(row => row.CalibrationError), "share");
            report.Add(method, "splits with an infinite loss", infinite, $"of {all.Length}");
            report.Add(method, "fit", seconds, "processor s");
            double[] parameters = [.. all.Select(row => row.Parameter).OfType<double>()];
            table.AddRow(
                method,
                parameters.Length == 0 ? "-" : Number.Text(parameters.Average(), "0.###"),
                error.Text("F3", Percent),
                sure.Text("+0.000;-0.000", Percent),
                infinite > 0 ? $"infinite in {infinite}" : loss.Text("F5"),
                brier.Text("F5"),
                accuracy.Text("F2", Percent),
                Number.Text(seconds, "F3"),
                refused == 0 ? "-" : $"{refused} of {all.Length}");
        }

        BenchReport.Show(
            table,
            "Mean and standard deviation over all networks and splits: fitted on one half of the test images, measured on the other.");
        foreach (string refusal in rows.Select(row => row.Refusal).OfType<string>().Distinct())
        {
            Terminal.Output.WriteLine($"No fit: {refusal}");
        }
    }

    private static void ShowNetworks(CalibrationRow[] rows, BenchReport report)
    {
        Table table = new();
        table.AddColumns("temperature scaling of", "T", "ECE before, %", "after, %", "worst after, %", "NLL before", "after");
        foreach (IGrouping<string, CalibrationRow> network in rows.GroupBy(row => row.Network))
        {
            CalibrationScores[] before = Scores(network, Calibrators.None);
            CalibrationScores[] after = Scores(network, Calibrators.Temperature);
            MeanSpread temperature = MeanSpread.Of(network.Select(row => row.Parameter).OfType<double>());
            Add(report, network.Key, "temperature", temperature, "ratio");
            Add(report, network.Key, "expected calibration error before", MeanSpread.Of(before.Select(row => row.CalibrationError)), "share");
            Add(report, network.Key, "expected calibration error after", MeanSpread.Of(after.Select(row => row.CalibrationError)), "share");
            table.AddRow(
                network.Key,
                temperature.Text("F3"),
                MeanSpread.Of(before.Select(row => row.CalibrationError)).Text("F3", Percent),
                MeanSpread.Of(after.Select(row => row.CalibrationError)).Text("F3", Percent),
                Number.Text(after.Max(row => row.CalibrationError) * Percent, "F3"),
                MeanSpread.Of(before.Select(row => row.NegativeLogLikelihood!.Value)).Text("F5"),
                MeanSpread.Of(after.Select(row => row.NegativeLogLikelihood!.Value)).Text("F5"));
        }

        BenchReport.Show(table);
    }

    private static void ShowEnsemble(CalibrationRow[] rows, CalibrationScores whole, BenchReport report)
    {
        Table table = new();
        table.AddColumns("ensemble", "T", "ECE, %", "too sure, %", "NLL, nats", "Brier", "accuracy, %");
        foreach (string method in (string[])[Calibrators.None, Calibrators.Temperature, CalibrationPart.OfScaled])
        {
            CalibrationScores[] scores = Scores(rows, method);
            double[] temperatures = [.. rows.Where(row => row.Method == method).Select(row => row.Parameter).OfType<double>()];
            MeanSpread likelihood = MeanSpread.Of(scores.Select(row => row.NegativeLogLikelihood!.Value));
            MeanSpread error = MeanSpread.Of(scores.Select(row => row.CalibrationError));
            MeanSpread sure = MeanSpread.Of(scores.Select(row => row.Overconfidence));
            string name = $"ensemble, {method}";
            Add(report, name, "negative log-likelihood", likelihood, "nats");
            Add(report, name, "expected calibration error", error, "share");
            Add(report, name, "mean confidence less accuracy", sure, "share");
            table.AddRow(
                method,
                temperatures.Length == 0 ? "-" : MeanSpread.Of(temperatures).Text("F3"),
                error.Text("F3", Percent),
                sure.Text("+0.000;-0.000", Percent),
                likelihood.Text("F5"),
                MeanSpread.Of(scores.Select(row => row.Brier)).Text("F5"),
                MeanSpread.Of(scores.Select(row => row.Accuracy)).Text("F2", Percent));
        }

        double loss = whole.NegativeLogLikelihood!.Value;
        BenchReport.Show(
            table,
            "Of all networks together: the mean of their probabilities; scaled after the mean, or each before.",
            $"On all test images, not scaled: NLL {Number.Text(loss, "F5")}, accuracy {Number.Text(whole.Accuracy * Percent, "F2")} %.");
        report.Add("ensemble, all test images", "negative log-likelihood", loss, "nats");
    }

    private static CalibrationScores[] Scores(IEnumerable<CalibrationRow> rows, string method) =>
        [.. rows.Where(row => row.Method == method).Select(row => row.Scores!)];

    private static void Add(BenchReport report, string @case, string metric, MeanSpread value, string unit)
    {
        report.Add(@case, $"{metric}, mean", value.Mean, unit);
        report.Add(@case, $"{metric}, standard deviation", value.Deviation, unit);
    }
}
