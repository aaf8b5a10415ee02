using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Benchmarks;
using SamplingMemory;
using Spectre.Console;
using Uncertainty.ActiveLearning;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace BatchBaldSpeed;

/// <summary>What a batch by joint information costs, beside batchbald_redux on the same draws.</summary>
internal static class Program
{
    private const int Batch = 10;
    private const int Draws = 100;
    private const int Classes = 10;
    private const int Configurations = 10_000;
    private const int Exact = 5;
    private const long Little = 8L << 20;

    // Probabilities in single precision sum to 1 up to 1e-7, and the sides take them in another way.
    private const double Tolerance = 1e-6;

    private static readonly Option<string> PeerOption = new("--peer") { Description = "Folder of a checkout of batchbald_redux; without it, no peer." };

    private static readonly Option<int> RoundsOption = new("--rounds") { Description = "Rounds of all sides. Default 3, and 1 of a short run." };

    internal static int Main(string[] args) => BenchCommand.Run(
        "Measures time and memory of BatchBALD, and checks that a peer chooses the same inputs.",
        args,
        [PeerOption, RoundsOption],
        (quick, parsed) =>
        {
            Threads.Use(2);
            int rounds = parsed.GetValue(RoundsOption);
            Run(quick, rounds > 0 ? rounds : quick ? 1 : 3, parsed.GetValue(PeerOption));
        });

    private static void Run(bool quick, int rounds, string? folder)
    {
        int inputs = quick ? 500 : 10_000;
        BenchReport report = new(quick ? $"{nameof(BatchBaldSpeed)}-quick" : nameof(BatchBaldSpeed));
        Table table = new();
        table.AddColumns("pool", "side", "seconds", "quartiles", "MiB above the draws", "information, nats");
        using Peer? peer = Peer.TryStart(folder, out string absent);
        foreach (Pool pool in Pool.All)
        {
            using Tensor draws = pool.Draws(Draws, inputs, Classes);
            peer?.Read(draws);
            Measure(pool, draws, rounds, peer, report, table);
        }

        report.Finish(
            table,
            $"{Batch} of {inputs:N0} inputs, {Draws} draws, {Classes} classes, {Configurations:N0} configurations: the first {Exact} are exact. Two threads;",
            $"medians of {rounds} rounds, in each of which all sides run. Memory: the highest of the rounds. The draws are in single precision, the sums in double.",
            peer is null ? absent : $"Peer: {peer.Version}; it chose the same first {Exact} with the same scores, or this would have ended with an error.");
    }

    private static void Measure(Pool pool, Tensor draws, int rounds, Peer? peer, BenchReport report, Table table)
    {
        (string Title, Func<Answer> Choose)[] sides =
        [
            ("ours", () => Choose(draws, new BatchBaldOptions { Configurations = Configurations })),
            ($"ours, {Little >> 20} MiB of draws kept", () => Choose(draws, new BatchBaldOptions { Configurations = Configurations, MemoryLimit = Little })),
            .. peer is null ? [] : new (string, Func<Answer>)[] { ("peer", () => peer.Choose(Batch, Configurations)) },
        ];
        List<Answer>[] answers = [.. sides.Select(_ => new List<Answer>())];

        // The first round warms up where it costs little.
        Choose(draws, new BatchBaldOptions { Configurations = Classes });
        for (int round = 0; round < rounds; round++)
        {
            for (int side = 0; side < sides.Length; side++)
            {
                Answer answer = sides[side].Choose();
                Compare(answers[0].FirstOrDefault() ?? answer, answer, sides[side].Title);
                answers[side].Add(answer);
                Terminal.Say($"{pool.Title}, {sides[side].Title}: {Text(answer.Seconds, "F1")} s");
            }
        }

        for (int side = 0; side < sides.Length; side++)
        {
            Spread seconds = Spread.Of(answers[side].Select(answer => answer.Seconds));
            double memory = answers[side].Max(answer => answer.Mebibytes);
            string name = $"{pool.Title}, {sides[side].Title}";
            report.Add(name, "seconds", seconds.Median, "s");
            report.Add(name, "memory above the draws", memory, "MiB");
            report.Add(name, "information of the batch", answers[side][0].Scores[^1], "nats");
            table.AddRow(
                pool.Title,
                sides[side].Title,
                Text(seconds.Median, "F2"),
                $"{Text(seconds.Low, "F2")} to {Text(seconds.High, "F2")}",
                Text(memory, "F0"),
                Text(answers[side][0].Scores[^1], "F3"));
        }

        if (peer is not null)
        {
            double ratio = Spread.Of(answers[^1].Zip(answers[0], (theirs, own) => theirs.Seconds / own.Seconds)).Median;
            report.Add(pool.Title, "peer / ours", ratio, "ratio");
            table.AddRow(pool.Title, "peer / ours", Text(ratio, "F1"), string.Empty, string.Empty, string.Empty);
        }
    }

    private static Answer Choose(Tensor draws, BatchBaldOptions options)
    {
        using PredictiveSamples samples = new(draws);
        using CandidateSet candidates = CandidateSet.FromDraws(samples);
        GiveBack();
        double before = ResidentMemory.Level();
        Stopwatch watch = Stopwatch.StartNew();
        BatchSelection batch = new BatchBaldSelector(options).Choose(candidates, Batch);
        return new Answer(watch.Elapsed.TotalSeconds, ResidentMemory.Peak() - before, batch.Positions, batch.Scores);
    }

    private static void Compare(Answer first, Answer other, string title)
    {
        for (int step = 0; step < Exact; step++)
        {
            if (first.Positions[step] != other.Positions[step] || !(Math.Abs(first.Scores[step] - other.Scores[step]) <= Tolerance))
            {
                throw new InvalidOperationException(
                    $"Choice {step}: {first.Positions[step]} with {first.Scores[step]:R} at first, {other.Positions[step]} with {other.Scores[step]:R} by '{title}'.");
            }
        }
    }

    /// <summary>Gives what the allocator keeps of runs before back to the system, where it can, so that it does not hide what this one takes.</summary>
    private static void GiveBack()
    {
        if (OperatingSystem.IsLinux())
        {
            GC.Collect();
            _ = Trim(0);
        }
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Trim(nuint kept);
}
