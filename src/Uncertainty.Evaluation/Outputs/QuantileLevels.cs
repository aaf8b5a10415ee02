namespace Uncertainty.Evaluation;

/// <summary>Checks of quantile levels, and the standard normal distribution's quantiles.</summary>
internal static class QuantileLevels
{
    /// <summary>A copy of levels that are each in (0, 1).</summary>
    public static double[] Check(IReadOnlyList<double> levels)
    {
        double[] copy = [.. Guard.NotNull(levels)];
        if (copy.Length == 0)
        {
            throw new ArgumentException("must hold at least one level; got none.", nameof(levels));
        }

        foreach (double level in copy)
        {
            if (!(level > 0 && level < 1))
            {
                throw new ArgumentOutOfRangeException(nameof(levels), level, "each level must be in (0, 1).");
            }
        }

        return copy;
    }

    /// <summary>The same, of at least two levels that strictly increase.</summary>
    public static double[] CheckIncreasing(IReadOnlyList<double> levels)
    {
        double[] copy = Check(levels);
        if (copy.Length < 2)
        {
            throw new ArgumentException("must hold at least two levels, so that they say how wide the targets lie; got 1.", nameof(levels));
        }

        for (int i = 1; i < copy.Length; i++)
        {
            if (copy[i] <= copy[i - 1])
            {
                throw new ArgumentException($"must strictly increase; got {copy[i - 1]} before {copy[i]}.", nameof(levels));
            }
        }

        return copy;
    }

    /// <summary>The quantile of the standard normal distribution.</summary>
    public static double StandardNormal(double level) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, level);
}
