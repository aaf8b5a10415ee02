using Uncertainty.Evaluation;

namespace UciRegression.BatchNormGrid;

/// <summary>The noise precision τ with which normal predictions have the least mean CRPS.</summary>
internal static class NoiseFit
{
    private const int Points = 60;
    private const int Refinements = 40;

    private static readonly double Golden = (Math.Sqrt(5) - 1) / 2;

    /// <param name="means">[N] predictive means.</param>
    /// <param name="variances">[N] predictive variances without the noise; zeros for a constant uncertainty.</param>
    /// <param name="targets">[N] true values.</param>
    /// <param name="range">Where to look.</param>
    internal static double Precision(double[] means, double[] variances, double[] targets, PrecisionRange range)
    {
        double low = Math.Log(range.Low);
        double high = Math.Log(range.High);
        double Crps(double log) => RegressionMetrics.GaussianCrps(
            means, Array.ConvertAll(variances, variance => Math.Sqrt(variance + Math.Exp(-log))), targets);

        // A scan first, as the score need not have one valley only.
        double spacing = (high - low) / Points;
        double best = Enumerable.Range(0, Points + 1).Select(i => low + (i * spacing)).MinBy(Crps);
        return Math.Exp(Minimize(Crps, Math.Max(low, best - spacing), Math.Min(high, best + spacing)));
    }

    private static double Minimize(Func<double, double> function, double low, double high)
    {
        for (int i = 0; i < Refinements; i++)
        {
            double left = high - (Golden * (high - low));
            double right = low + (Golden * (high - low));
            (low, high) = function(left) < function(right) ? (low, right) : (left, high);
        }

        return (low + high) / 2;
    }
}
