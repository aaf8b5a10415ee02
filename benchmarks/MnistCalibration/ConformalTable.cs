using Benchmarks;
using Spectre.Console;

namespace MnistCalibration;

/// <summary>What the sets came to.</summary>
internal static class ConformalTable
{
    private const double Percent = 100;

    internal static void Show(IReadOnlyList<ConformalRow> rows, int images, BenchReport report)
    {
        foreach (double alpha in ConformalPart.Alphas)
        {
            ConformalRow[] some = [.. rows.Where(row => row.Alpha == alpha)];
            CoverageTheory theory = CoverageTheory.Of(alpha, images / 2, images - (images / 2));
            ShowCoverage(some, alpha, theory, report);
            ShowSizes(some, alpha, report);
        }
    }

    private static void ShowCoverage(ConformalRow[] rows, double alpha, CoverageTheory theory, BenchReport report)
    {
        Table table = new();
        table.AddColumns($"sets at {Level(alpha)}", "coverage, %", "networks, %", "spread of splits, %", "least of a class, %", "labels in a set");
        foreach (IGrouping<string, ConformalRow> method in rows.GroupBy(row => row.Method))
        {
            MeanSpread[] networks =
                [.. method.GroupBy(row => row.Network).Select(network => MeanSpread.Of(network.Select(row => row.Coverage)))];
            double mean = method.Average(row => row.Coverage);
            double within = Math.Sqrt(networks.Average(network => network.Deviation * network.Deviation));
            double lowest = networks.Min(network => network.Mean);
            double highest = networks.Max(network => network.Mean);
            double least = method.Average(row => row.LeastClassCoverage);
            double size = method.Average(row => row.MeanSize);
            string name = $"{method.Key} at {Level(alpha)}";
            report.Add(name, "coverage, mean", mean, "share");
            report.Add(name, "coverage, standard deviation over splits", within, "share");
            report.Add(name, "coverage, lowest mean of a network", lowest, "share");
            report.Add(name, "coverage, highest mean of a network", highest, "share");
            report.Add(name, "least coverage of a class", least, "share");
            report.Add(name, "labels in a set", size, "labels");
            table.AddRow(
                method.Key,
                Number.Text(mean * Percent, "F2"),
                $"{Number.Text(lowest * Percent, "F2")} to {Number.Text(highest * Percent, "F2")}",
                Number.Text(within * Percent, "F3"),
                Number.Text(least * Percent, "F1"),
                Number.Text(size, "F3"));
        }

        report.Add($"theory at {Level(alpha)}", "coverage, mean", theory.Mean, "share");
        report.Add($"theory at {Level(alpha)}", "coverage, standard deviation over splits", theory.Deviation, "share");
        report.Add($"theory at {Level(alpha)}", "coverage, standard deviation of the beta distribution", theory.BetaDeviation, "share");
        BenchReport.Show(
            table,
            $"Theory for one threshold and scores without ties: {Number.Text(theory.Mean * Percent, "F3")}, "
            + $"spread {Number.Text(theory.Deviation * Percent, "F3")} on half of the images, {Number.Text(theory.BetaDeviation * Percent, "F3")} on infinitely many.");
    }

    private static void ShowSizes(ConformalRow[] rows, double alpha, BenchReport report)
    {
        Table table = new();
        table.AddColumns($"sets at {Level(alpha)}", "empty, %", "one label, %", "hold it, %", "two, %", "hold it, %", "more, %", "hold it, %");
        foreach (IGrouping<string, ConformalRow> method in rows.GroupBy(row => row.Method))
        {
            long[] sizes = Sum(method, row => row.Sizes);
            long[] covered = Sum(method, row => row.Covered);
            List<string> cells = [method.Key, Share(sizes[0], sizes.Sum())];
            foreach ((int first, int end) in new[] { (1, 2), (2, 3), (3, sizes.Length) })
            {
                long count = sizes[first..end].Sum();
                cells.AddRange([Share(count, sizes.Sum()), Share(covered[first..end].Sum(), count)]);
            }

            table.AddRow([.. cells]);
            string name = $"{method.Key} at {Level(alpha)}";
            for (int size = 0; size < sizes.Length; size++)
            {
                report.Add(name, $"sets of {size} labels", (double)sizes[size] / sizes.Sum(), "share");
                if (sizes[size] > 0)
                {
                    report.Add(name, $"coverage of sets of {size} labels", (double)covered[size] / sizes[size], "share");
                }
            }
        }

        BenchReport.Show(table, "Over all networks and splits together; a set holds the label, or not.");
    }

    private static long[] Sum(IEnumerable<ConformalRow> rows, Func<ConformalRow, int[]> counts) =>
        [.. Enumerable.Range(0, counts(rows.First()).Length).Select(size => rows.Sum(row => (long)counts(row)[size]))];

    private static string Share(long part, long whole) => whole == 0 ? "-" : Number.Text(part * Percent / whole, "F2");

    private static string Level(double alpha) => $"{Number.Text((1 - alpha) * Percent, "0.#")} %";
}
