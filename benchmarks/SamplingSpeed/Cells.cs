using System.Globalization;
using Benchmarks;

namespace SamplingSpeed;

/// <summary>Writes measurements into a report, and gives their text for a table.</summary>
internal static class Cells
{
    /// <summary>Median and quartiles of one way, in milliseconds.</summary>
    internal static string Time(BenchReport report, string title, string way, Rounds rounds)
    {
        Spread spread = Spread.Of(rounds.Seconds[way].Select(seconds => 1000 * seconds));
        report.Add(title, $"{way}, median", spread.Median, "ms");
        report.Add(title, $"{way}, lower quartile", spread.Low, "ms");
        report.Add(title, $"{way}, upper quartile", spread.High, "ms");
        return $"{Text(spread.Median)}\n({Text(spread.Low)}-{Text(spread.High)})";
    }

    /// <summary>Median of the rounds' ratios, beside its target where it has one.</summary>
    internal static string Ratio(BenchReport report, string title, string way, string over, Rounds rounds, Target? target = null)
    {
        double ratio = Spread.Of(rounds.Ratio(way, over)).Median;
        report.Add(title, $"{way} / {over}", ratio, "ratio");
        string text = ratio.ToString("F2", CultureInfo.InvariantCulture);
        if (target is null)
        {
            return text;
        }

        report.Add(title, $"{way} / {over}, target {(target.AtLeast ? "at least" : "at most")}", target.Value, "ratio");
        return string.Create(CultureInfo.InvariantCulture, $"{text}\n(target {(target.AtLeast ? "≥" : "≤")} {target.Value})");
    }

    // Three digits, whatever the size.
    private static string Text(double milliseconds) => milliseconds.ToString(
        milliseconds switch { >= 100 => "F0", >= 10 => "F1", _ => "F2" }, CultureInfo.InvariantCulture);
}
