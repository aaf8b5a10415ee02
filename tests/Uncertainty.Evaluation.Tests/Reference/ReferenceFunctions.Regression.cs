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
        ["regression.prediction_errors"] = Points,
        ["regression.gaussian_interval"] = c => Bounds(GaussianIntervals.Central(c.Numbers("mean"), c.Numbers("std"), c.Number("p"))),
        ["regression.gaussian_quantiles"] = c => GaussianIntervals.Quantiles(c.Numbers("mean"), c.Numbers("std"), c.Numbers("q"))
            .Chunk(c.Numbers("q").Length).ToArray(),
        ["regression.quantile"] = c => Evaluation.Quantiles.Of(c.Numbers("values"), c.Numbers("q"), Rule(c.Text("method"))),
        ["regression.quantile_calibration_error"] = c => LevelBins(c),
        ["regression.crps_ensemble"] = c => OfEachInput(c, (draws, target) => DrawMetrics.Crps(draws, [target])),
        ["regression.threshold_brier"] = c => OfEachInput(
            c, (draws, target) => c.Numbers("thresholds").Select(at => DrawMetrics.ThresholdBrierScore(draws, [target], at)).ToArray()),
        ["regression.interval_coverage_width"] = Intervals,
        ["regression.mcbn_normalised_scores"] = NormalisedScores,
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

    private static Dictionary<string, object> Points(ReferenceCase c)
    {
        double[] predictions = c.Numbers("mean");
        double[] targets = c.Numbers("target");
        return Members(
            ("mae", RegressionMetrics.MeanAbsoluteError(predictions, targets)),
            ("rmse", RegressionMetrics.RootMeanSquareError(predictions, targets)),
            ("mdae", RegressionMetrics.MedianAbsoluteError(predictions, targets)),
            ("marpd", RegressionMetrics.MeanAbsoluteRelativePercentDifference(predictions, targets)),
            ("r2", RegressionMetrics.RSquared(predictions, targets)),
            ("corr", RegressionMetrics.Correlation(predictions, targets)));
    }

    private static Dictionary<string, object> Bounds(PredictionIntervals intervals) =>
        Members(("lower", intervals.Lower.ToArray()), ("upper", intervals.Upper.ToArray()));

    private static QuantileRule Rule(string method) => method switch
    {
        "linear" => QuantileRule.Linear,
        "lower" => QuantileRule.Lower,
        "higher" => QuantileRule.Higher,
        "nearest" => QuantileRule.Nearest,
        "midpoint" => QuantileRule.Midpoint,
        "inverted_cdf" => QuantileRule.InvertedDistribution,
        "hazen" => QuantileRule.Hazen,
        "weibull" => QuantileRule.Weibull,
        "median_unbiased" => QuantileRule.MedianUnbiased,
        _ => throw new FormatException($"Unknown method '{method}'."),
    };

    /// <summary>Sixteen levels as confidences, each right where the target is within its interval: a reliability diagram of fifteen bins.</summary>
    private static double LevelBins(ReferenceCase c)
    {
        double[] targets = c.Numbers("target");
        double[] levels = [.. Enumerable.Range(0, 16).Select(i => 0.05 + (i * 0.9 / 15))];
        List<double> confidences = [];
        List<bool> covered = [];
        foreach (double level in levels)
        {
            PredictionIntervals intervals = GaussianIntervals.Central(c.Numbers("mean"), c.Numbers("std"), level);
            for (int i = 0; i < targets.Length; i++)
            {
                confidences.Add(level);
                covered.Add(targets[i] >= intervals.Lower[i] && targets[i] <= intervals.Upper[i]);
            }
        }

        return ReliabilityDiagram.FromConfidences([.. confidences], [.. covered], 15, Binning.LeftClosed).ExpectedCalibrationError;
    }

    /// <summary>The recorded draws are [N, S].</summary>
    private static object[] OfEachInput(ReferenceCase c, Func<double[], double, object> read) =>
        [.. c.Numbers("draws").Chunk((int)c.Shape("draws")[1]).Zip(c.Numbers("target"), read)];

    private static Dictionary<string, object> Intervals(ReferenceCase c)
    {
        IntervalSummary summary = Metrics.All(c.Numbers("lower"), c.Numbers("upper"), c.Numbers("target"), c.Number("level"));
        return Members(
            ("coverage", summary.Coverage),
            ("width", summary.MeanWidth),
            ("cwc", IntervalMetrics.CoverageWidthCriterion(
                c.Numbers("lower"), c.Numbers("upper"), c.Numbers("target"), c.Number("level"), c.Number("eta"))));
    }

    /// <summary>Beside a spread that is the same for all inputs, and beside the best there is for each.</summary>
    private static Dictionary<string, object> NormalisedScores(ReferenceCase c)
    {
        double[] draws = c.Numbers("draws");
        double[] targets = c.Numbers("target");
        double[] means = [.. targets.Select((_, i) => Column(i).Average())];
        double[] errors = [.. targets.Zip(means, (target, mean) => Math.Abs(target - mean))];
        double[] deviations = [.. means.Select((mean, i) => Math.Sqrt(Column(i).Average(x => (x - mean) * (x - mean)) + (1 / c.Number("tau"))))];
        double[] constant = [.. targets.Select(_ => 1 / Math.Sqrt(c.Number("tau_baseline")))];
        double pll = RegressionMetrics.PredictiveLogLikelihood(draws, targets, c.Number("tau"));
        double pllBaseline = -RegressionMetrics.GaussianNegativeLogLikelihood(means, constant, targets);
        double pllBest = -RegressionMetrics.GaussianNegativeLogLikelihood(means, errors, targets);
        double crps = RegressionMetrics.GaussianCrps(means, deviations, targets);
        double crpsBaseline = RegressionMetrics.GaussianCrps(means, constant, targets);
        double crpsBest = RegressionMetrics.GaussianCrps(means, [.. errors.Select(error => error / Math.Sqrt(Math.Log(2)))], targets);
        return Members(
            ("pll", pll),
            ("pll_baseline", pllBaseline),
            ("pll_best", pllBest),
            ("crps", crps),
            ("crps_baseline", crpsBaseline),
            ("crps_best", crpsBest),
            ("pll_normalised", (pll - pllBaseline) / (pllBest - pllBaseline)),
            ("crps_normalised", (crps - crpsBaseline) / (crpsBest - crpsBaseline)));

        IEnumerable<double> Column(int input) => draws.Where((_, i) => i % targets.Length == input);
    }
}
