namespace Uncertainty.Evaluation;

/// <summary>Intervals and quantiles that normal predictions stand for.</summary>
public static class GaussianIntervals
{
    /// <summary>Central intervals of mass p: μ ± σ Φ⁻¹((1 + p)/2).</summary>
    /// <param name="means">[N] means μ; finite.</param>
    /// <param name="standardDeviations">[N] standard deviations σ, not variances; finite and greater than 0.</param>
    /// <param name="mass">p, between 0 and 1.</param>
    /// <exception cref="ArgumentException">
    /// A span is empty or not finite, a standard deviation is not greater than 0, or the lengths differ.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mass"/> is not between 0 and 1.</exception>
    public static PredictionIntervals Central(ReadOnlySpan<double> means, ReadOnlySpan<double> standardDeviations, double mass)
    {
        Check(means, standardDeviations);
        Guard.Inside(mass);
        double half = IntervalMetrics.Bound(0.5 + (mass / 2));
        double[] lower = new double[means.Length];
        double[] upper = new double[means.Length];
        for (int i = 0; i < lower.Length; i++)
        {
            lower[i] = means[i] - (half * standardDeviations[i]);
            upper[i] = means[i] + (half * standardDeviations[i]);
        }

        return new PredictionIntervals(lower, upper);
    }

    /// <summary>[N, Q] quantiles μ + σ Φ⁻¹(q), row-major. A new array.</summary>
    /// <param name="means">[N] means μ; finite.</param>
    /// <param name="standardDeviations">[N] standard deviations σ, not variances; finite and greater than 0.</param>
    /// <param name="quantiles">[Q], each between 0 and 1.</param>
    /// <exception cref="ArgumentException">
    /// A span is empty or not finite, a standard deviation is not greater than 0, the lengths differ, or a quantile is not between 0 and 1.
    /// </exception>
    public static double[] Quantiles(
        ReadOnlySpan<double> means, ReadOnlySpan<double> standardDeviations, ReadOnlySpan<double> quantiles)
    {
        Check(means, standardDeviations);
        SpanGuard.NotEmpty(quantiles);
        double[] bounds = new double[quantiles.Length];
        for (int i = 0; i < bounds.Length; i++)
        {
            bounds[i] = quantiles[i] is > 0 and < 1
                ? IntervalMetrics.Bound(quantiles[i])
                : throw SpanGuard.Element("greater than 0 and less than 1", quantiles[i], i, nameof(quantiles));
        }

        double[] result = new double[means.Length * bounds.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int input = i / bounds.Length;
            result[i] = means[input] + (standardDeviations[input] * bounds[i % bounds.Length]);
        }

        return result;
    }

    private static void Check(ReadOnlySpan<double> means, ReadOnlySpan<double> standardDeviations)
    {
        SpanGuard.NotEmpty(means);
        SpanGuard.Finite(means);
        SpanGuard.Length(standardDeviations.Length, means.Length, "one for each of means", nameof(standardDeviations));
        SpanGuard.Positive(standardDeviations);
    }
}
