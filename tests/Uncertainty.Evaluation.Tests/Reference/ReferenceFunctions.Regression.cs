using Uncertainty.Testing;

namespace Uncertainty.Evaluation.Tests;

internal static partial class ReferenceFunctions
{
    private delegate double GaussianMetric(ReadOnlySpan<double> means, ReadOnlySpan<double> deviations, ReadOnlySpan<double> targets);

    private static Dictionary<string, Func<ReferenceCase, object>> Regression => new()
    {
        ["regression.gaussian_nll"] = c => Gaussian(c, RegressionMetrics.GaussianNegativeLogLikelihood),
        ["regression.gaussian_nll_sum"] = c =>
            Gaussian(c, RegressionMetrics.GaussianNegativeLogLikelihood) * c.Numbers("target").Length,
        ["regression.gaussian_nll_variance"] = c => OneByOne(
            c.Numbers("mean"),
            [.. c.Numbers("variance").Select(Math.Sqrt)],
            c.Numbers("target"),
            RegressionMetrics.GaussianNegativeLogLikelihood),
        ["regression.crps_gaussian"] = c =>
            OneByOne(c.Numbers("mean"), c.Numbers("std"), c.Numbers("target"), RegressionMetrics.GaussianCrps),
        ["regression.crps_gaussian_mean"] = c => Gaussian(c, RegressionMetrics.GaussianCrps),
        ["regression.predictive_log_likelihood"] = c =>
            RegressionMetrics.PredictiveLogLikelihood(Rescaled(c), c.Numbers("target"), c.Number("tau")),
        ["regression.mc_rmse"] = c => RegressionMetrics.RootMeanSquareError(MeanDraw(c), c.Numbers("target")),
    };

    private static double Gaussian(ReferenceCase c, GaussianMetric metric) =>
        metric(c.Numbers("mean"), c.Numbers("std"), c.Numbers("target"));

    private static double[] OneByOne(double[] means, double[] deviations, double[] targets, GaussianMetric metric) =>
        [.. targets.Select((target, i) => metric([means[i]], [deviations[i]], [target]))];

    /// <summary>[S, N] draws in the target's unit.</summary>
    private static double[] Rescaled(ReferenceCase c) =>
        [.. c.Numbers("draws").Select(draw => (draw * c.Number("y_std")) + c.Number("y_mean"))];

    private static double[] MeanDraw(ReferenceCase c)
    {
        double[] draws = Rescaled(c);
        int inputs = c.Numbers("target").Length;
        return [.. Enumerable.Range(0, inputs).Select(i => draws.Where((_, index) => index % inputs == i).Average())];
    }
}
