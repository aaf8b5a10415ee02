namespace Uncertainty.Evaluation;

/// <summary>Places of order statistics, free of rounding: 0.29 · 100 is 29 here, not a little less.</summary>
internal static class ConformalRank
{
    /// <summary>α (n + 1), with α the decimal number of at most 15 digits that it is nearest to.</summary>
    public static decimal Share(double alpha, int count) => (decimal)alpha * (count + 1m);

    /// <summary>
    /// Rank, from 1, of the threshold among n scores, where α is split evenly over the tails; n + 1 or more where n is too small.
    /// </summary>
    public static int Of(double alpha, int count, OrderStatistic statistic, int tails = 1)
    {
        // ⌈n + 1 - s⌉ = n + 1 - ⌊s⌋; an α within 1e-15 of 1 would leave rank 0.
        decimal share = Share(alpha, count) / tails;
        int exact = Math.Max(1, count + 1 - (int)Math.Floor(share));
        return statistic == OrderStatistic.Exact || exact > count
            ? exact
            : 1 + (int)Math.Ceiling((count + 1 - share) * (count - 1) / count);
    }

    /// <summary>Smallest n whose threshold is finite.</summary>
    public static int LeastCount(double alpha) => checked((int)Math.Ceiling(1m / (decimal)alpha) - 1);
}
