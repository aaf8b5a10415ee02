using System.Globalization;
using Benchmarks;
using Spectre.Console;

namespace TorchCalls;

/// <summary>The times of all sides next to one another, and what ours are to each peer's.</summary>
internal static class Comparison
{
    internal static void Report(
        IReadOnlyList<ISide> sides, Dictionary<(BenchCase Case, ISide Side), double[]> times, IEnumerable<string> notes)
    {
        ISide own = sides[0];
        List<ISide> peers = [.. sides.Skip(1)];
        BenchReport report = new(nameof(TorchCalls));
        Table table = new();
        table.AddColumn("Case");
        table.AddColumns([.. sides.Select(side => Markup.Escape(side.Name))]);
        table.AddColumns([.. peers.Select(peer => Markup.Escape($"{own.Name} / {peer.Name}"))]);
        foreach (BenchCase @case in times.Keys.Select(key => key.Case).Distinct())
        {
            List<string> cells = [@case.Title];
            cells.AddRange(sides.Select(side => Time(report, @case, side, times[(@case, side)])));
            cells.AddRange(peers.Select(peer => Ratio(report, @case, own, peer, times)));
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        report.Finish(
            table,
            [
                $"Median and quartiles of {times.Values.First().Length} rounds; a ratio is the median of the rounds' ratios.",
                "torch: " + string.Join(", ", sides.Select(side => $"{side.Name} {side.Torch}")),
                .. notes,
            ]);
    }

    private static string Time(BenchReport report, BenchCase @case, ISide side, double[] nanoseconds)
    {
        (string unit, double scale, string format) = @case.IsStep ? ("ms", 1e-6, "F2") : ("ns", 1, "F0");
        Spread spread = Spread.Of(nanoseconds.Select(time => time * scale));
        report.Add(@case.Title, $"{side.Name}, median", spread.Median, unit);
        report.Add(@case.Title, $"{side.Name}, lower quartile", spread.Low, unit);
        report.Add(@case.Title, $"{side.Name}, upper quartile", spread.High, unit);
        return $"{Text(spread.Median, format)} {unit} ({Text(spread.Low, format)}-{Text(spread.High, format)})";
    }

    private static string Ratio(
        BenchReport report, BenchCase @case, ISide own, ISide peer, Dictionary<(BenchCase Case, ISide Side), double[]> times)
    {
        double ratio = Spread.Of(times[(@case, own)].Zip(times[(@case, peer)], (mine, other) => mine / other)).Median;
        double target = (peer.Name, @case.IsStep) switch
        {
            (Peers.Native, true) => 1.15,
            (Peers.Native, false) => 1.5,
            _ => 1,
        };
        report.Add(@case.Title, $"{own.Name} / {peer.Name}", ratio, "ratio");
        return $"{Text(ratio, "F2")} (target ≤ {Text(target, "F2")})";
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
