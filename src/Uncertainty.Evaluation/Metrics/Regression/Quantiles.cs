namespace Uncertainty.Evaluation;

/// <summary>Quantiles of values, of the draws for one input, say.</summary>
public static class Quantiles
{
    /// <summary>The quantile q.</summary>
    /// <remarks>Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician, 1996.</remarks>
    /// <param name="values">[N] values in any order; finite. They stay as they are.</param>
    /// <param name="quantile">q, in [0, 1].</param>
    /// <param name="rule">How it is read between two values. Default linear, as in NumPy and torch.</param>
    /// <exception cref="ArgumentException"><paramref name="values"/> are empty or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="quantile"/> is out of range, or <paramref name="rule"/> is none of the named.
    /// </exception>
    public static double Of(ReadOnlySpan<double> values, double quantile, QuantileRule rule = QuantileRule.Linear) =>
        Of(values, [Guard.InRange(quantile, 0, 1)], rule)[0];

    /// <summary>Several quantiles at once: the values are sorted but once. A new array.</summary>
    /// <param name="values">[N] values in any order; finite. They stay as they are.</param>
    /// <param name="quantiles">[Q], each in [0, 1].</param>
    /// <param name="rule">How they are read between two values. Default linear, as in NumPy and torch.</param>
    /// <exception cref="ArgumentException">A span is empty, values are not finite, or a quantile is out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rule"/> is none of the named.</exception>
    public static double[] Of(ReadOnlySpan<double> values, ReadOnlySpan<double> quantiles, QuantileRule rule = QuantileRule.Linear)
    {
        SpanGuard.NotEmpty(values);
        SpanGuard.Finite(values);
        SpanGuard.NotEmpty(quantiles);
        SpanGuard.Unit(quantiles);
        Guard.Named(rule);
        double[] sorted = [.. values];
        Array.Sort(sorted);
        double[] result = new double[quantiles.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = OfSorted(sorted, quantiles[i], rule);
        }

        return result;
    }

    /// <summary>The same of values in rising order, checked before.</summary>
    internal static double OfSorted(ReadOnlySpan<double> sorted, double quantile, QuantileRule rule)
    {
        double count = sorted.Length;
        double position = Math.Clamp(
            rule switch
            {
                QuantileRule.InvertedDistribution => Math.Ceiling(count * quantile) - 1,
                QuantileRule.Hazen => (count * quantile) - 0.5,
                QuantileRule.Weibull => ((count + 1) * quantile) - 1,
                QuantileRule.MedianUnbiased => (count * quantile) + ((1 + quantile) / 3) - 1,
                _ => (count - 1) * quantile,
            },
            0,
            count - 1);
        double lower = sorted[(int)Math.Floor(position)];
        double upper = sorted[(int)Math.Ceiling(position)];
        return rule switch
        {
            QuantileRule.Lower => lower,
            QuantileRule.Higher => upper,
            QuantileRule.Nearest => sorted[(int)Math.Round(position)],
            QuantileRule.Midpoint => lower + ((upper - lower) / 2),
            _ => lower + ((upper - lower) * (position - Math.Floor(position))),
        };
    }
}
