using System.Diagnostics;
using System.Globalization;
using Benchmarks;
using Spectre.Console;
using Uncertainty.Evaluation;

namespace MetricSpeed;

/// <summary>How long metrics take, beside scikit-learn and NumPy, and whether the accumulators' memory stays as it is.</summary>
internal static class Program
{
    private const int Classes = 10;
    private const int Part = 10_000;

    // Both sides sum the same numbers in another order.
    private const double Tolerance = 1e-9;

    internal static int Main(string[] args) => BenchCommand.Run(
        "Measures the time of metrics of many inputs, and the memory of their accumulators.", args, Run);

    private static void Run(bool quick)
    {
        int rounds = quick ? 2 : 7;
        int many = quick ? 100_000 : 10_000_000;
        int rows = quick ? 20_000 : 1_000_000;
        BenchReport report = new(quick ? $"{nameof(MetricSpeed)}-quick" : nameof(MetricSpeed));
        Table table = new();
        table.AddColumns("metric", "inputs", "seconds", "quartiles", "peer, seconds", "peer / ours");
        using Peer? peer = Peer.TryStart(out string absent);
        AddRanking(many, rounds, peer, report, table);
        AddClassification(rows, rounds, peer, report, table);
        AddGaussian(rows, rounds, report, table);
        report.Finish(
            table,
            $"One thread; medians of {rounds} rounds, in each of which both sides run, and the ratios of the same rounds. Accumulators take parts of {Part:N0}.",
            peer is null ? absent : $"Peer: {peer.Version}; roc_auc_score, and the calibration error in a few lines of NumPy.",
            $"Memory that a ranking's accumulator holds: {Held(many / 10)} after {many / 10:N0} scores, {Held(many)} after {many:N0}.");
    }

    private static void AddRanking(int count, int rounds, Peer? peer, BenchReport report, Table table)
    {
        (double[] scores, bool[] isPositive) = Numbers.Ranking(count);
        peer?.Prepare("auroc", count);
        Add(new Case("AUROC", () => RankingMetrics.Auroc(scores, isPositive), "auroc"), count, rounds, peer, report, table);
        Add(new Case("AUROC, in parts", () => Accumulated(scores, isPositive).Compute().Auroc), count, rounds, peer, report, table);
    }

    private static void AddClassification(int count, int rounds, Peer? peer, BenchReport report, Table table)
    {
        (double[] probabilities, long[] labels) = Numbers.Classification(count, Classes);
        peer?.Prepare("ece", count, Classes);
        Case[] cases =
        [
            new($"ECE, {Classes} classes", () => ReliabilityDiagram.FromProbabilities(probabilities, Classes, labels).ExpectedCalibrationError, "ece"),
            new($"all of {Classes} classes", () => Metrics.All(probabilities, Classes, labels).ExpectedCalibrationError),
            new($"all of {Classes} classes, in parts", () => Accumulated(probabilities, labels).Compute().ExpectedCalibrationError),
        ];
        foreach (Case @case in cases)
        {
            Add(@case, count, rounds, peer, report, table);
        }
    }

    private static void AddGaussian(int count, int rounds, BenchReport report, Table table)
    {
        (double[] means, double[] deviations, double[] targets) = Numbers.Gaussian(count);
        Add(new Case("all of a regression", () => Metrics.All(means, deviations, targets).Crps), count, rounds, null, report, table);
    }

    private static void Add(Case @case, int count, int rounds, Peer? peer, BenchReport report, Table table)
    {
        List<double> own = [];
        List<double> theirs = [];
        for (int round = -1; round < rounds; round++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            double value = @case.Compute();
            double seconds = watch.Elapsed.TotalSeconds;
            (double Seconds, double Value)? answer = @case.PeerMetric is { } metric ? peer?.Measure(metric) : null;
            if (answer is { } other && !(Math.Abs(other.Value - value) <= Tolerance))
            {
                throw new InvalidOperationException($"The sides differ in {@case.Title}: C# has {value:G9}, the peer {other.Value:G9}.");
            }

            // The first round warms up.
            if (round >= 0)
            {
                own.Add(seconds);
                theirs.AddRange(answer is { } timed ? [timed.Seconds] : []);
            }
        }

        Spread spread = Spread.Of(own);
        report.Add(@case.Title, $"seconds for {count}", spread.Median, "s");
        string peerSeconds = "-";
        string ratio = "-";
        if (theirs.Count > 0)
        {
            double median = Spread.Of(theirs.Zip(own, (other, mine) => other / mine)).Median;
            report.Add(@case.Title, "peer / ours", median, "ratio");
            (peerSeconds, ratio) = (Text(Spread.Of(theirs).Median, "F3"), Text(median, "F1"));
        }

        table.AddRow(
            @case.Title, Text(count, "N0"), Text(spread.Median, "F3"), $"{Text(spread.Low, "F3")} to {Text(spread.High, "F3")}", peerSeconds, ratio);
    }

    private static RankingAccumulator Accumulated(double[] scores, bool[] isPositive)
    {
        RankingAccumulator accumulator = new();
        for (int first = 0; first < scores.Length; first += Part)
        {
            int length = Math.Min(Part, scores.Length - first);
            accumulator.Update(scores.AsSpan(first, length), isPositive.AsSpan(first, length));
        }

        return accumulator;
    }

    private static ClassificationAccumulator Accumulated(double[] probabilities, long[] labels)
    {
        ClassificationAccumulator accumulator = new(Classes);
        for (int first = 0; first < labels.Length; first += Part)
        {
            int length = Math.Min(Part, labels.Length - first);
            accumulator.Update(probabilities.AsSpan(first * Classes, length * Classes), labels.AsSpan(first, length));
        }

        return accumulator;
    }

    private static string Held(int count)
    {
        (double[] scores, bool[] isPositive) = Numbers.Ranking(count);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        RankingAccumulator accumulator = Accumulated(scores, isPositive);
        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(accumulator);
        GC.KeepAlive(scores);
        GC.KeepAlive(isPositive);
        return $"{Text(held / 1e6, "F1")} MB";
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
