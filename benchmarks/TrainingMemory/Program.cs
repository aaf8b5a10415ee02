using System.Globalization;
using Benchmarks;
using Spectre.Console;
using TorchSharp;
using static TorchSharp.torch;

namespace TrainingMemory;

/// <summary>Whether memory stays where it is over a long training, with dispose scopes and without.</summary>
internal static class Program
{
    private const int Batch = 16;

    // What a program's own work leaves behind in each step, so that the collector runs as it does beside a data loader.
    private const int ManagedBytes = 64 * 1024;

    internal static int Main(string[] args) => BenchCommand.Run(
        "Trains LeNet-5 for many steps and samples the resident memory: with a dispose scope per step, and with none.",
        args,
        Measure);

    private static void Measure(bool quick)
    {
        BenchReport report = new(nameof(TrainingMemory));
        Table table = new();
        table.AddColumns("Case", "Resident, MiB: warm", "most", "end", "drift", "Tensors alive: start", "most", "end", "collected");
        Add(report, table, "a dispose scope per step", quick ? 1_000 : 10_000, quick ? 250 : 1_000, 250, training =>
        {
            using DisposeScope scope = NewDisposeScope();
            training.Step();
        });
        Add(report, table, "no scope", quick ? 200 : 2_000, quick ? 50 : 250, 50, training =>
        {
            training.Step();
            GC.KeepAlive(new byte[ManagedBytes]);
        });
        report.Finish(
            table,
            "The drift is from the end of the warm-up to the end of the run; its target with scopes is ± 5 %. The warm-up ends with",
            "the youngest generation of managed memory filled once, which thousands of steps would do otherwise.",
            "Without scopes the garbage collector disposes the temporaries when it runs, and it does not see their native memory;",
            $"each step leaves {ManagedBytes / 1024} KiB of managed garbage there, which is what makes it run.");
    }

    private static void Add(
        BenchReport report, Table table, string title, int steps, int warmUp, int every, Action<LeNetTraining> step)
    {
        title = string.Create(CultureInfo.InvariantCulture, $"{title}, {steps:N0} steps, warm after {warmUp:N0}");
        (MemoryCurve curve, long left) = Train(title, steps, warmUp, every, step);
        report.Add(title, "resident, warm", curve.Warm, "MiB");
        report.Add(title, "resident, most", curve.Most, "MiB");
        report.Add(title, "resident, end", curve.End, "MiB");
        report.Add(title, "drift", curve.Drift, "%");
        report.Add(title, "tensors alive, start", curve.TensorsAtStart, "tensors");
        report.Add(title, "tensors alive, most", curve.TensorsAtMost, "tensors");
        report.Add(title, "tensors alive, end", curve.TensorsAtEnd, "tensors");
        report.Add(title, "tensors alive, after a full collection", left, "tensors");
        table.AddRow(
            title,
            Text(curve.Warm, "F1"),
            Text(curve.Most, "F1"),
            Text(curve.End, "F1"),
            Text(curve.Drift, "+0.0;-0.0") + " %",
            Text(curve.TensorsAtStart, "N0"),
            Text(curve.TensorsAtMost, "N0"),
            Text(curve.TensorsAtEnd, "N0"),
            Text(left, "N0"));
    }

    private static (MemoryCurve Curve, long TensorsLeft) Train(
        string title, int steps, int warmUp, int every, Action<LeNetTraining> step)
    {
        using LeNetTraining training = new(Batch);
        MemoryCurve curve = new();
        Terminal.ShowProgress(title, steps / every, advance =>
        {
            for (int i = 1; i <= steps; i++)
            {
                step(training);
                if (i == warmUp)
                {
                    FillNursery();
                }

                if (i % every == 0)
                {
                    curve.Sample(warm: i == warmUp);
                    advance();
                }
            }
        });
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return (curve, Tensor.TotalCount);
    }

    // A step leaves a few kilobytes of managed objects behind, so that the collector's youngest generation takes thousands of
    // steps to be used to its end for the first time. Until then resident memory grows, and nothing leaks.
    private static void FillNursery()
    {
        int collections = GC.CollectionCount(0);
        while (GC.CollectionCount(0) < collections + 2)
        {
            GC.KeepAlive(new byte[ManagedBytes]);
        }
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
