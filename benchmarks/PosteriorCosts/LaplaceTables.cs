using System.Globalization;
using Benchmarks;
using Spectre.Console;

namespace PosteriorCosts;

/// <summary>What Laplace approximations cost, and what their predictions are worth.</summary>
internal static class LaplaceTables
{
    private const double Percent = 100;

    internal static void Show(LaplaceRun run, Images images, Protocol protocol, BenchReport report)
    {
        ShowCosts(run, images, protocol, report);
        ShowQuality(run, images, protocol, report);
    }

    private static void ShowCosts(LaplaceRun run, Images images, Protocol protocol, BenchReport report)
    {
        Table table = new();
        table.AddColumns("Laplace, LeNet-5", "fit, s", "contrast probit, s", $"{protocol.Draws} draws, s");
        foreach (LaplaceCase @case in run.Cases)
        {
            table.AddRow(
                @case.Name,
                Time(report, @case.Name, "fit", @case.Fit),
                Time(report, @case.Name, "contrast probit", @case.Probit),
                Time(report, @case.Name, $"{protocol.Draws} draws", @case.Draws));
        }

        BenchReport.Show(
            table,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Processor seconds on one thread: of the fit to {images.Train.Count:N0} images, of the probabilities of {images.Test.Count:N0} others, of"),
            $"draws of their logits. Medians of {protocol.LaplaceRounds} rounds, of the fits of all layers with one more, for the drawn networks.");
    }

    private static void ShowQuality(LaplaceRun run, Images images, Protocol protocol, BenchReport report)
    {
        Table table = new();
        table.AddColumns("Laplace, LeNet-5", "prior precision", "predictions", "accuracy, %", "NLL, nats");
        AddQuality(table, report, "the network itself", "-", "softmax", run.Network);
        foreach (LaplaceCase @case in run.Cases)
        {
            report.Add(@case.Name, "prior precision", @case.PriorPrecision, "1 / weight squared");
            string prior = Text(@case.PriorPrecision, "G3");
            AddQuality(table, report, @case.Name, prior, "contrast probit", @case.OfProbit);
            AddQuality(table, report, @case.Name, prior, "Monte Carlo", @case.OfMonteCarlo);
            if (@case.OfSampled is { } sampled)
            {
                AddQuality(table, report, @case.Name, prior, "Monte Carlo, sampled", sampled);
            }
        }

        BenchReport.Show(
            table,
            string.Create(
                CultureInfo.InvariantCulture,
                $"On {images.Test.Count:N0} images, by a network that saw {images.Train.Count:N0} others {protocol.Epochs} times. Monte Carlo by")
            + $" {protocol.Draws} draws: of the tangent,",
            "or, sampled, of the network with drawn weights.");
    }

    private static void AddQuality(Table table, BenchReport report, string @case, string prior, string predictions, Quality quality)
    {
        report.Add(@case, $"{predictions}, accuracy", quality.Accuracy, "share");
        report.Add(@case, $"{predictions}, negative log-likelihood", quality.NegativeLogLikelihood, "nats");
        table.AddRow(@case, prior, predictions, Text(quality.Accuracy * Percent, "F2"), Text(quality.NegativeLogLikelihood, "F4"));
    }

    private static string Time(BenchReport report, string @case, string metric, IEnumerable<double> seconds)
    {
        Spread spread = Spread.Of(seconds);
        report.Add(@case, $"{metric}, median", spread.Median, "processor s");
        report.Add(@case, $"{metric}, lower quartile", spread.Low, "processor s");
        report.Add(@case, $"{metric}, upper quartile", spread.High, "processor s");
        return Text(spread.Median, "F2");
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
