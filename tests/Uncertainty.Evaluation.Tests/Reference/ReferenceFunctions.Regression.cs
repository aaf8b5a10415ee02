using Uncertainty.Testing;

namespace Uncertainty.Evaluation.Tests;

internal static partial class ReferenceFunctions
{
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
        ["regression.check_score"] = c => Gaussian(c, (means, deviations, targets) => IntervalMetrics.GaussianPinballLoss(means, deviations, targets)),
        ["regression.interval_score"] = c => Gaussian(c, (means, deviations, targets) => IntervalMetrics.GaussianIntervalScore(means, deviations, targets)),
        ["regression.interval_score_level"] = c => Gaussian(
            c, (means, deviations, targets) => IntervalMetrics.GaussianIntervalScore(means, deviations, targets, c.Number("p"))),
        ["regression.coverage_and_width"] = c => Members(
            ("coverage", Summary(c, c.Number("p")).Coverage), ("width", Summary(c, c.Number("p")).MeanWidth)),
        ["regression.sharpness"] = c => RegressionMetrics.Sharpness(c.Numbers("std")),
        ["regression.pinball"] = c => IntervalMetrics.PinballLoss(c.Numbers("prediction"), c.Numbers("target"), c.Number("q")),
        ["regression.calibration_curve"] = c => Members(
            ("expected", Curve(c).Expected.ToArray()), ("observed", Curve(c).Observed.ToArray())),
        ["regression.mace"] = c => Curve(c).MeanAbsoluteError,
        ["regression.rmsce"] = c => Curve(c).RootMeanSquareError,
        ["regression.miscalibration_area"] = c => Curve(c).MiscalibrationArea,
        ["regression.uce"] = c => Variances(c).UncertaintyCalibrationError,
        ["regression.ence"] = c => Variances(c).ExpectedNormalisedCalibrationError,
        ["regression.predictive_log_likelihood"] = c =>
            RegressionMetrics.PredictiveLogLikelihood(Rescaled(c), c.Numbers("target"), c.Number("tau")),
        ["regression.mc_rmse"] = c => RegressionMetrics.RootMeanSquareError(MeanDraw(c), c.Numbers("target")),
    };

    private static double Gaussian(ReferenceCase c, GaussianMetric metric) =>
        metric(c.Numbers("mean"), c.Numbers("std"), c.Numbers("target"));

    private static GaussianSummary Summary(ReferenceCase c, double mass) => Metrics.All(
        c.Numbers("mean"), c.Numbers("std"), c.Numbers("target"), new GaussianMetricOptions { IntervalMass = mass });

    private static VarianceCalibration Variances(ReferenceCase c) =>
        VarianceCalibration.FromGaussian(c.Numbers("mean"), c.Numbers("std"), c.Numbers("target"), c.WholeNumber("n_bins"));

    /// <summary>The recorded quantiles are those of the mean minus the target: the mirror image of ours.</summary>
    private static RegressionCalibrationCurve Curve(ReferenceCase c)
    {
        bool mirrored = c.Text("type") == "quantile";
        double sign = mirrored ? -1 : 1;
        return RegressionCalibrationCurve.FromGaussian(
            [.. c.Numbers("mean").Select(mean => sign * mean)],
            c.Numbers("std"),
            [.. c.Numbers("target").Select(target => sign * target)],
            mirrored ? LevelKind.Quantile : LevelKind.Interval,
            c.WholeNumber("num_levels"));
    }

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
