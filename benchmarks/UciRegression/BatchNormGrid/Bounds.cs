using MathNet.Numerics;
using Uncertainty.Evaluation;

namespace UciRegression.BatchNormGrid;

/// <summary>
/// What predictive means can reach whatever their uncertainty: at the low end one constant variance for all examples, at the high end
/// the best variance for each, which takes knowing its error.
/// </summary>
internal readonly record struct Bounds(double LogLikelihood, double Crps)
{
    /// <summary>The scores of normal predictions with the noise precision <paramref name="precision"/> and nothing else.</summary>
    internal static Bounds Constant(double[] means, double[] targets, double precision)
    {
        double[] deviations = [.. Enumerable.Repeat(1 / Math.Sqrt(precision), means.Length)];
        return new Bounds(
            -RegressionMetrics.GaussianNegativeLogLikelihood(means, deviations, targets),
            RegressionMetrics.GaussianCrps(means, deviations, targets));
    }

    /// <summary>
    /// The best scores of normal predictions with one variance per example: σ = |y - μ| for the likelihood, and for the CRPS
    /// σ = |y - μ| / √ln 2, where its derivative in σ, 2 φ(z) - 1/√π, is 0.
    /// </summary>
    internal static Bounds Best(double[] means, double[] targets)
    {
        double[] errors = [.. means.Zip(targets, (mean, target) => Math.Abs(target - mean))];
        return new Bounds(
            -0.5 - (0.5 * Math.Log(2 * Math.PI)) - errors.Average(Math.Log),
            errors.Average() * SpecialFunctions.Erf(Math.Sqrt(Math.Log(2) / 2)));
    }

    /// <summary>A score in percent of the way from a constant variance, 0, to the best, 100.</summary>
    internal static double Normalized(double score, double constant, double best) => 100 * (score - constant) / (best - constant);
}
