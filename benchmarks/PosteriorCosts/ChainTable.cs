using System.Globalization;
using Benchmarks;
using Spectre.Console;
using Uncertainty.Bnn;

namespace PosteriorCosts;

/// <summary>What a step of a chain costs beside a step of SGD.</summary>
internal static class ChainTable
{
    private static readonly IReadOnlyList<int> BatchSizes = [32, 128];

    internal static void Show(Images images, Protocol protocol, BenchReport report)
    {
        Table table = new();
        table.AddColumns("LeNet-5", "step", "ms", "of SGD's", "quartiles");
        foreach (int batchSize in BatchSizes)
        {
            string batches = $"batches of {batchSize}";
            ChainTimes? times = null;
            Terminal.ShowProgress(
                $"steps, {batches}",
                protocol.ChainRounds + 1,
                advance => times = ChainTimes.Measure(images, batchSize, protocol, advance));
            Add(table, report, batches, "SGD", times!.Sgd, null);
            Add(table, report, batches, nameof(StochasticGradientLangevin), times.Langevin, times.Sgd);
            Add(table, report, batches, $"SGD, momentum {Text(ChainTimes.Momentum, "F1")}", times.MomentumSgd, null);
            Add(table, report, batches, nameof(StochasticGradientHamiltonianMonteCarlo), times.Hamiltonian, times.MomentumSgd);
        }

        BenchReport.Show(
            table,
            $"Processor time on one thread of a step: {protocol.ChainSteps} steps each, in which a chain keeps one sample of its weights; its set-up is in it.",
            $"Medians of {protocol.ChainRounds} rounds; ratios, and their quartiles, of the same rounds, to SGD with the same momentum.");
    }

    private static void Add(Table table, BenchReport report, string batches, string method, List<double> times, List<double>? over)
    {
        string @case = $"{method}, {batches}";
        Spread spread = Add(report, @case, "step", times, "ms");
        Spread? ratio = over is null ? null : Add(report, @case, "step / SGD's with the same momentum", times.Zip(over, (one, other) => one / other), "ratio");
        table.AddRow(
            batches,
            method,
            Text(spread.Median, "F2"),
            ratio is { } some ? Text(some.Median, "F2") : "1",
            ratio is { } range ? $"{Text(range.Low, "F2")} to {Text(range.High, "F2")}" : "-");
    }

    private static Spread Add(BenchReport report, string @case, string metric, IEnumerable<double> values, string unit)
    {
        Spread spread = Spread.Of(values);
        report.Add(@case, $"{metric}, median", spread.Median, unit);
        report.Add(@case, $"{metric}, lower quartile", spread.Low, unit);
        report.Add(@case, $"{metric}, upper quartile", spread.High, unit);
        return spread;
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
