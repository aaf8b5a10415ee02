using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Benchmarks;
using Spectre.Console;
using static TorchSharp.torch;

namespace AcquisitionSpeed;

/// <summary>What it costs to score a whole pool by BALD, beside what a user would write.</summary>
internal static class Program
{
    private static readonly Option<int> ThreadsOption = new("--threads")
    {
        Description = "Threads of both ways. Default: as many as the machine has processors.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private static readonly Option<int> DrawsOption = new("--draws")
    {
        Description = "Number of draws S. Default: 20.",
        DefaultValueFactory = _ => 20,
    };

    internal static int Main(string[] args)
    {
        foreach (Option<int> option in new[] { ThreadsOption, DrawsOption })
        {
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() < 1)
                {
                    result.AddError($"{option.Name} must be at least 1.");
                }
            });
        }

        return BenchCommand.Run(
            "Times the scores of a pool of 60,000 images by BALD: pass by pass, and by the library.",
            args,
            [ThreadsOption, DrawsOption],
            (quick, parsed) => Measure(quick, parsed.GetValue(ThreadsOption), parsed.GetValue(DrawsOption)));
    }

    private static void Measure(bool quick, int threads, int draws)
    {
        Threads.Use(threads);
        using Process own = Process.GetCurrentProcess();
        new Processors().Place([own], threads < Environment.ProcessorCount ? threads : null);
        int rounds = quick ? 2 : 3;
        using ImagePool images = ImagePool.Open(quick ? 2_000 : 60_000);
        BenchReport report = new(quick ? $"{nameof(AcquisitionSpeed)}-quick" : nameof(AcquisitionSpeed));
        Table table = new();
        table.AddColumns(["pool scored by BALD", "naive, s", "library, s", "of them scores, s", "naive / library", "tensors left behind"]);
        int steps = Workload.All.Count * (1 + rounds);
        Terminal.ShowProgress("Scores", steps, advance =>
        {
            foreach (Workload workload in Workload.All)
            {
                using Subject subject = new(workload, images.Inputs, draws);
                subject.WarmUp();
                advance();
                long before = Tensor.TotalCount;
                Rounds measured = Rounds.Measure(subject, quick, rounds, advance);
                AddRow($"{workload.Title}, N = {images.Inputs.shape[0]}, S = {draws}", measured, Tensor.TotalCount - before, report, table);
            }
        });
        report.Finish(
            table,
            $"{threads} of {Environment.ProcessorCount} processors; images: {images.Source}; random weights; medians and quartiles of {rounds} rounds, ratio of the medians.",
            $"Naive: dropout on, S passes over the pool in batches of {Subject.Batch}, all probabilities kept, BALD of them; library: CandidateSet.FromPool and Acquisition.Bald.",
            string.Join(' ', Workload.All.Where(workload => workload.PassesAtMost(quick) < draws).Select(workload =>
                $"Naive passes of {workload.Title} are multiplied from {workload.PassesAtMost(quick)}.")));
    }

    private static void AddRow(string title, Rounds rounds, long left, BenchReport report, Table table)
    {
        Spread naive = Spread.Of(rounds.Naive);
        Spread library = Spread.Of(rounds.Library);
        Spread scores = Spread.Of(rounds.Scores);
        report.Add(title, "naive, median", naive.Median, "s");
        report.Add(title, "library, median", library.Median, "s");
        report.Add(title, "library, scores alone, median", scores.Median, "s");
        report.Add(title, "naive / library", naive.Median / library.Median, "ratio");
        report.Add(title, "library, inputs a second", rounds.Inputs / library.Median, "1/s");
        report.Add(title, "tensors left behind", left, "tensors");
        table.AddRow([.. new[] { title, Text(naive), Text(library), Text(scores.Median), Text(naive.Median / library.Median), $"{left}" }.Select(Markup.Escape)]);
    }

    private static string Text(Spread spread) => $"{Text(spread.Median)} ({Text(spread.Low)}-{Text(spread.High)})";

    private static string Text(double value) => value.ToString(value >= 100 ? "F0" : "F2", CultureInfo.InvariantCulture);
}
