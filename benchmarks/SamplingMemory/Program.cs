using System.CommandLine;
using System.Globalization;
using Benchmarks;
using Spectre.Console;

namespace SamplingMemory;

/// <summary>Whether sampling keeps to its bound on memory while draws and inputs grow.</summary>
internal static class Program
{
    private const int Growth = 10;

    private static readonly long[] Bounds = [512, 64];

    private static readonly Option<string> PointOption = new("--point") { Hidden = true };

    internal static int Main(string[] args) => BenchCommand.Run(
        "Measures the peak of memory of Monte Carlo dropout, while draws and inputs grow tenfold, under two bounds.",
        args,
        [PointOption],
        (quick, parsed) =>
        {
            // One thread: each would have buffers of its own, which grow with the machine and not with the work.
            Threads.Use(1);
            if (parsed.GetValue(PointOption) is string point)
            {
                Console.Out.Write(Measurement.Added(Point.Parse(point)).ToString("R", CultureInfo.InvariantCulture));
            }
            else
            {
                MeasureAll(quick);
            }
        });

    private static void MeasureAll(bool quick)
    {
        BenchReport report = new(nameof(SamplingMemory));
        Table table = new();
        table.AddColumns("Network", "Inputs N", "Draws S", "Bound, MiB", "Tensors, MiB", "Of the first", "Within the bound", "Process, MiB");
        Terminal.ShowProgress("Measuring", Network.All.Count * Bounds.Length * 3, advance =>
        {
            foreach (Network network in Network.All)
            {
                foreach (long bound in Bounds)
                {
                    AddRows(quick, network, bound, report, table, advance);
                }
            }
        });
        report.Finish(
            table,
            "The peak of resident memory above the level before, with network, inputs and the reader's sum already there; each point is",
            "a process of its own. Tensors: the allocator gives every larger block back at once, so that those alive are what counts, and",
            "what the bound is about. Process: the allocator as it is by default, with the holes that it keeps. 'Of the first' shows how",
            "flat the curve is: ten times as many draws, or inputs, over the first row of the three. It may rise up to the bound.");
    }

    private static void AddRows(bool quick, Network network, long bound, BenchReport report, Table table, Action advance)
    {
        (long inputs, int draws) = quick ? (network.QuickInputs, network.QuickDraws) : (network.Inputs, network.Draws);
        Point first = new(network.Title, inputs, draws, bound);
        double least = 0;
        foreach (Point point in (Point[])[first, first with { Draws = Growth * draws }, first with { Inputs = Growth * inputs }])
        {
            double tensors = Child.Run(PointOption.Name, point, givesBack: true);
            double process = Child.Run(PointOption.Name, point, givesBack: false);
            least = point == first ? tensors : least;
            string title = $"{point.Network}, N = {point.Inputs}, S = {point.Draws}";
            report.Add(title, $"tensors under a bound of {bound} MiB", tensors, "MiB");
            report.Add(title, $"process under a bound of {bound} MiB", process, "MiB");
            report.Add(title, $"tensors within a bound of {bound} MiB", tensors <= bound ? 1 : 0, "1 for yes");
            table.AddRow(
                point.Network,
                Text(point.Inputs, "N0"),
                Text(point.Draws, "N0"),
                Text(bound, "N0"),
                Text(tensors, "F1"),
                Text(tensors / least, "F2"),
                tensors <= bound ? "yes" : "no",
                Text(process, "F1"));
            advance();
        }
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
