using Benchmarks;
using Spectre.Console;

namespace SamplingSpeed;

/// <summary>S passes of Monte Carlo dropout, by every way there is.</summary>
internal static class DropoutPart
{
    private const int WarmUpDraws = 2;

    internal static void Run(Settings settings, PythonPeer? python, BenchReport report, IEnumerable<string> notes)
    {
        IReadOnlyList<Workload> workloads = settings.Wanted(Workload.Dropout);
        IReadOnlyList<int> draws = settings.Draws;
        List<Way> ways =
        [
            new Way(Way.OnePassName, Ways.OnePass),
            new Way(Way.NaiveName, Ways.Naive),
            new Way(Way.ReplicatedName, Ways.Replicated),
            new Way(Way.EngineName, Ways.Engine),
        ];
        if (python is not null)
        {
            ways.Add(new Way(Way.PythonName, python.Naive));
        }

        Table table = NewTable(ways);
        int steps = workloads.Sum(workload => 1 + (draws.Count * settings.Rounds(workload)));
        Terminal.ShowProgress("Dropout", steps, advance =>
        {
            foreach (Workload workload in workloads)
            {
                using Subject subject = new(workload, settings.Quick);
                python?.Prepare(subject);
                Rounds.Measure(ways, subject, WarmUpDraws, 1, advance);
                foreach (int count in draws)
                {
                    Rounds rounds = Rounds.Measure(ways, subject, count, settings.Rounds(workload), advance);
                    AddRow(settings.Title(subject, count), workload, count, rounds, report, table);
                }
            }
        });
        BenchReport.Show(table, [.. Notes(workloads), .. notes]);
    }

    private static Table NewTable(IEnumerable<Way> ways)
    {
        Table table = new();
        table.AddColumn("Dropout");
        table.AddColumns([.. ways.Select(way => $"{way.Name}, ms")]);
        table.AddColumns([.. Ratios().Select(ratio => $"{ratio.Way} / {ratio.Over}")]);
        return table;
    }

    private static (string Way, string Over)[] Ratios() =>
    [
        (Way.NaiveName, Way.EngineName),
        (Way.EngineName, Way.OnePassName),
        (Way.PythonName, Way.EngineName),
    ];

    private static void AddRow(string title, Workload workload, int draws, Rounds rounds, BenchReport report, Table table)
    {
        List<string> cells = [title];
        cells.AddRange(rounds.Seconds.Keys.Select(way => Cells.Time(report, title, way, rounds)));
        foreach ((string way, string over) in Ratios())
        {
            cells.Add(rounds.Seconds.ContainsKey(way)
                ? Cells.Ratio(report, title, way, over, rounds, Target.Of(workload, draws, way, over))
                : "-");
        }

        table.AddRow([.. cells.Select(Markup.Escape)]);
    }

    private static IEnumerable<string> Notes(IEnumerable<Workload> workloads)
    {
        yield return "Median and quartiles of the rounds; a ratio is the median of the rounds' ratios.";
        string slow = string.Join(
            ", ",
            workloads.Where(workload => workload.MostPasses < int.MaxValue)
                .Select(workload => $"{workload.Title} from {workload.MostPasses}"));
        if (slow.Length > 0)
        {
            yield return $"Naive, replicated and Python are multiplied from fewer passes for the slow networks: {slow}. The engine never is.";
        }
    }
}
