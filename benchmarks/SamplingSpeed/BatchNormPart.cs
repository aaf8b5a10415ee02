using Benchmarks;
using Benchmarks.Models;
using Spectre.Console;
using TorchSharp;
using Uncertainty.Bnn;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SamplingSpeed;

/// <summary>S passes of Monte Carlo BatchNorm: what it gains to fold each draw's statistics into the convolutions.</summary>
internal static class BatchNormPart
{
    private const int Draws = 32;
    private const int WarmUpDraws = 2;
    private const int BatchSize = 32;
    private const string ReplacedName = "statistics replaced";
    private const string FoldedName = "folded by hand";

    // Of the largest output; single precision through some twenty layers.
    private const double Tolerance = 1e-3;

    internal static void Run(Settings settings, BenchReport report)
    {
        IReadOnlyList<Workload> workloads = settings.Wanted(Workload.BatchNorm);
        if (workloads.Count == 0)
        {
            return;
        }

        Table table = new();
        table.AddColumns("BatchNorm", $"{Way.OnePassName}, ms", $"{ReplacedName}, ms", $"{FoldedName}, ms", $"{Way.EngineName}, ms");
        table.AddColumns([.. Ratios().Select(ratio => $"{ratio.Way} / {ratio.Over}")]);
        int steps = workloads.Sum(workload => 1 + settings.Rounds(workload));
        Terminal.ShowProgress("BatchNorm", steps, advance =>
        {
            foreach (Workload workload in workloads)
            {
                using Subject subject = new(workload, settings.Quick);
                using BatchNormLayers layers = new(subject.Network, Draws);
                List<Module<Tensor, Tensor>> folded = [];
                try
                {
                    folded.AddRange(Folded(workload, layers));
                    Verify(subject, layers, folded[0]);
                    Rounds rounds = Measure(settings, subject, layers, folded, advance);
                    AddRow(settings.Title(subject, Draws), rounds, report, table);
                }
                finally
                {
                    folded.ForEach(network => network.Dispose());
                }
            }
        });
        BenchReport.Show(
            table,
            "Networks are folded, and the engine's statistics taken, before the time is. The engine always runs all draws; the other two",
            "are multiplied from fewer, as above.");
    }

    private static (string Way, string Over)[] Ratios() =>
    [
        (ReplacedName, FoldedName),
        (ReplacedName, Way.EngineName),
        (Way.EngineName, FoldedName),
    ];

    private static Rounds Measure(
        Settings settings, Subject subject, BatchNormLayers layers, List<Module<Tensor, Tensor>> folded, Action advance)
    {
        using McBatchNorm warmUp = Fit(subject, WarmUpDraws);
        using McBatchNorm engine = Fit(subject, Draws);
        List<Way> ways =
        [
            new Way(Way.OnePassName, Ways.OnePass),
            new Way(ReplacedName, (_, draws) => Passes(subject, draws, draw => Replaced(subject, layers, draw))),
            new Way(FoldedName, (_, draws) => Passes(subject, draws, draw => folded[draw])),
            new Way(Way.EngineName, (_, draws) => Ways.Time(() => Folding.Mean(draws == Draws ? engine : warmUp, subject.Inputs))),
        ];
        Rounds.Measure(ways, subject, WarmUpDraws, 1, advance);
        return Rounds.Measure(ways, subject, Draws, settings.Rounds(subject.Workload), advance);
    }

    private static McBatchNorm Fit(Subject subject, int draws)
    {
        using DisposeScope scope = NewDisposeScope();
        List<Tensor> batches = [];
        for (int draw = 0; draw < draws; draw++)
        {
            batches.Add(rand([BatchSize, .. subject.Workload.Shape]));
        }

        return McBatchNorm.Fit(subject.Network, batches, new McBatchNormOptions { Draws = draws });
    }

    // As many as are run; those of all draws would fill the memory.
    private static IEnumerable<Module<Tensor, Tensor>> Folded(Workload workload, BatchNormLayers layers)
    {
        for (int draw = 0; draw < Math.Min(Draws, workload.MostPasses); draw++)
        {
            Module<Tensor, Tensor> plain = workload.Key == Workload.VggKey ? Vgg.Build() : new ResNet18(normalised: false);
            plain.eval();
            layers.FoldInto(draw, plain);
            yield return plain;
        }
    }

    private static Module<Tensor, Tensor> Replaced(Subject subject, BatchNormLayers layers, int draw)
    {
        layers.Replace(draw);
        return subject.Network;
    }

    private static double Passes(Subject subject, int draws, Func<int, Module<Tensor, Tensor>> network)
    {
        int passes = Math.Min(draws, subject.Workload.MostPasses);
        double seconds = Ways.Time(() =>
        {
            List<Tensor> probabilities = [];
            for (int draw = 0; draw < passes; draw++)
            {
                using DisposeScope scope = NewDisposeScope();
                probabilities.Add(network(draw).call(subject.Inputs).softmax(1).MoveToOuterDisposeScope());
            }

            return stack(probabilities);
        });
        return seconds * draws / passes;
    }

    private static void Verify(Subject subject, BatchNormLayers layers, Module<Tensor, Tensor> folded)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        layers.Replace(0);
        Tensor replaced = subject.Network.call(subject.Inputs);
        float difference = (replaced - folded.call(subject.Inputs)).abs().max().item<float>();
        float largest = replaced.abs().max().item<float>();
        if (!(difference <= Tolerance * largest))
        {
            throw new InvalidOperationException(
                $"{subject.Workload.Title}: folded and replaced statistics differ by {difference:G4} where outputs reach {largest:G4}.");
        }
    }

    private static void AddRow(string title, Rounds rounds, BenchReport report, Table table)
    {
        title = $"BatchNorm: {title}";
        List<string> cells = [title];
        cells.AddRange(rounds.Seconds.Keys.Select(way => Cells.Time(report, title, way, rounds)));
        cells.AddRange(Ratios().Select(ratio => Cells.Ratio(report, title, ratio.Way, ratio.Over, rounds)));
        table.AddRow([.. cells.Select(Markup.Escape)]);
    }
}
