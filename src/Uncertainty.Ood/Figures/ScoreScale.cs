using System.Globalization;
using Uncertainty.Evaluation;

namespace Uncertainty.Ood;

/// <summary>Where scores stand on an axis.</summary>
internal static class ScoreScale
{
    /// <summary>At least one score, all finite.</summary>
    public static IReadOnlyList<double> Checked(IReadOnlyList<double> scores, string name)
    {
        Guard.NotEmpty(scores, name);
        foreach ((int index, double score) in scores.Index())
        {
            if (!double.IsFinite(score))
            {
                throw new ArgumentException(Text("finite", score, index), name);
            }
        }

        return scores;
    }

    /// <summary>The scores, or their decimal logarithms.</summary>
    public static double[] Positions(IReadOnlyList<double> scores, bool logarithmic, string name)
    {
        Checked(scores, name);
        if (!logarithmic)
        {
            return [.. scores];
        }

        foreach ((int index, double score) in scores.Index())
        {
            if (score <= 0)
            {
                throw new ArgumentException(Text("greater than 0 on a logarithmic axis", score, index), name);
            }
        }

        return [.. scores.Select(Math.Log10)];
    }

    /// <summary>Where the threshold stands.</summary>
    public static double Threshold(double threshold, bool logarithmic)
    {
        if (!double.IsFinite(threshold))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "must be finite: it is a line in the figure.");
        }

        return !logarithmic
            ? threshold
            : threshold > 0
                ? Math.Log10(threshold)
                : throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "must be greater than 0 on a logarithmic axis.");
    }

    /// <summary>What covers this share of each set, in its middle; where that is one value, half its size to each side.</summary>
    public static (double Low, double High) Range(IReadOnlyList<HistogramGroup> sets, double share)
    {
        double tail = (1 - share) / 2;
        double[][] ends = [.. sets.Select(set => Quantiles.Of([.. set.Values], [tail, 1 - tail]))];
        (double low, double high) = (ends.Min(end => end[0]), ends.Max(end => end[1]));
        double half = low == 0 ? 0.5 : Math.Abs(low) / 2;
        return low < high ? (low, high) : (low - half, high + half);
    }

    /// <summary>The sets with what lies beyond the range moved to its ends, and the share of all scores that was moved.</summary>
    public static (HistogramGroup[] Sets, double Beyond) Within(IReadOnlyList<HistogramGroup> sets, (double Low, double High) range)
    {
        long beyond = sets.Sum(set => set.Values.LongCount(value => value < range.Low || value > range.High));
        HistogramGroup[] within = [.. sets.Select(set => set with { Values = [.. set.Values.Select(value => Math.Clamp(value, range.Low, range.High))] })];
        return (within, beyond / (double)sets.Sum(set => (long)set.Values.Count));
    }

    private static string Text(string expected, double score, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"must be {expected}; the score at {index} is {score:G9}.");
}
