namespace Uncertainty.Evaluation.Tests;

[TestFixture]
internal sealed class GaussianAccumulatorTests
{
    [Test]
    public void All_RandomPredictions_EqualsEachMetricByItself()
    {
        (double[] means, double[] deviations, double[] targets) = Data(300);
        GaussianSummary all = Metrics.All(means, deviations, targets, new GaussianMetricOptions { IntervalMass = 0.8, Levels = 21, Bins = 5 });
        VarianceCalibration variances = VarianceCalibration.FromGaussian(means, deviations, targets, 5);
        double half = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 0.9);
        double[] lower = [.. means.Select((mean, i) => mean - (half * deviations[i]))];
        double[] upper = [.. means.Select((mean, i) => mean + (half * deviations[i]))];
        Assert.Multiple(() =>
        {
            Assert.That(all.Inputs, Is.EqualTo(300));
            Assert.That(all.RootMeanSquareError, Is.EqualTo(RegressionMetrics.RootMeanSquareError(means, targets)).Within(1e-13));
            Assert.That(all.MeanAbsoluteError, Is.EqualTo(RegressionMetrics.MeanAbsoluteError(means, targets)).Within(1e-13));
            Assert.That(all.RSquared, Is.EqualTo(RegressionMetrics.RSquared(means, targets)).Within(1e-12));
            Assert.That(
                all.NegativeLogLikelihood,
                Is.EqualTo(RegressionMetrics.GaussianNegativeLogLikelihood(means, deviations, targets)).Within(1e-13));
            Assert.That(all.Crps, Is.EqualTo(RegressionMetrics.GaussianCrps(means, deviations, targets)).Within(1e-13));
            Assert.That(all.Sharpness, Is.EqualTo(RegressionMetrics.Sharpness(deviations)).Within(1e-13));
            Assert.That(all.Coverage, Is.EqualTo(IntervalMetrics.Coverage(lower, upper, targets)));
            Assert.That(all.MeanWidth, Is.EqualTo(IntervalMetrics.MeanWidth(lower, upper)).Within(1e-13));
            Assert.That(all.IntervalScore, Is.EqualTo(IntervalMetrics.IntervalScore(lower, upper, targets, 0.8)).Within(1e-12));
            Assert.That(
                all.IntervalCalibration.Observed,
                Is.EqualTo(RegressionCalibrationCurve.FromGaussian(means, deviations, targets, LevelKind.Interval, 21).Observed));
            Assert.That(
                all.QuantileCalibration.Observed,
                Is.EqualTo(RegressionCalibrationCurve.FromGaussian(means, deviations, targets, LevelKind.Quantile, 21).Observed));
            Assert.That(all.VarianceCalibration.ByVariance, Is.EqualTo(variances.ByVariance));
            Assert.That(all.VarianceCalibration.ByDeviation, Is.EqualTo(variances.ByDeviation));
        });
    }

    [Test]
    public void Compute_InParts_EqualsAllAtOnce()
    {
        (double[] means, double[] deviations, double[] targets) = Data(1000);
        GaussianAccumulator accumulator = new();
        for (int first = 0; first < 1000; first += 300)
        {
            int count = Math.Min(300, 1000 - first);
            accumulator.Update(means.AsSpan(first, count), deviations.AsSpan(first, count), targets.AsSpan(first, count));
        }

        GaussianSummary got = accumulator.Compute();
        GaussianSummary expected = Metrics.All(means, deviations, targets);
        Assert.That(got.Crps, Is.EqualTo(expected.Crps));
        Assert.That(got.RSquared, Is.EqualTo(expected.RSquared));
        Assert.That(got.MiscalibrationArea, Is.EqualTo(expected.MiscalibrationArea));
        Assert.That(got.VarianceCalibration.UncertaintyCalibrationError, Is.EqualTo(expected.VarianceCalibration.UncertaintyCalibrationError));
    }

    [Test]
    public void Curve_LevelsByHand()
    {
        // |z| = 0, 1 and 3; the central intervals of mass 0, ½ and 1 reach 0, 0.674 and ∞.
        RegressionCalibrationCurve curve = RegressionCalibrationCurve.FromGaussian([0, 0, 0], [1, 1, 1], [0, -1, 3], LevelKind.Interval, 3);
        Assert.That(curve.Expected, Is.EqualTo(new[] { 0, 0.5, 1 }));
        Assert.That(curve.Observed, Is.EqualTo(new[] { 1.0 / 3, 1.0 / 3, 1 }));
        Assert.That(curve.MeanAbsoluteError, Is.EqualTo(((1.0 / 3) + (1.0 / 6)) / 3).Within(1e-15));

        // From 1/3 above the diagonal to 1/6 below it within half a unit, then back to it.
        double crossing = 0.5 * (1.0 / 3) / ((1.0 / 3) + (1.0 / 6));
        double expected = (crossing / 3 / 2) + ((0.5 - crossing) / 6 / 2) + (0.5 / 6 / 2);
        Assert.That(curve.MiscalibrationArea, Is.EqualTo(expected).Within(1e-15));
        RegressionCalibrationCurve below = RegressionCalibrationCurve.FromGaussian([0, 0, 0], [1, 1, 1], [0, -1, 3], LevelKind.Quantile, 3);
        Assert.That(below.Observed, Is.EqualTo(new[] { 0, 2.0 / 3, 1 }));
    }

    [Test]
    public void VarianceCalibration_ByHand()
    {
        VarianceCalibration calibration = VarianceCalibration.FromGaussian([0, 0, 0, 0], [1, 1, 2, 3], [1, 2, 2, 0], 2);
        Assert.That(calibration.ByVariance, Is.EqualTo(new[] { new VarianceBin(3, 2, 3), new VarianceBin(1, 9, 0) }));
        Assert.That(calibration.UncertaintyCalibrationError, Is.EqualTo((3 * 1 / 4.0) + (9 / 4.0)));
        Assert.That(calibration.ByDeviation, Is.EqualTo(new[] { new VarianceBin(2, 1, 2.5), new VarianceBin(2, 6.5, 2) }));
        double expected = ((Math.Sqrt(2.5) - 1) + ((Math.Sqrt(6.5) - Math.Sqrt(2)) / Math.Sqrt(6.5))) / 2;
        Assert.That(calibration.ExpectedNormalisedCalibrationError, Is.EqualTo(expected).Within(1e-15));
    }

    [Test]
    public void VarianceCalibration_AllVariancesEqual_IsOneBin()
    {
        VarianceCalibration calibration = VarianceCalibration.FromGaussian([0, 0], [2, 2], [1, 3], 4);
        Assert.That(calibration.ByVariance[0], Is.EqualTo(new VarianceBin(2, 4, 5)));
        Assert.That(calibration.UncertaintyCalibrationError, Is.EqualTo(1));
    }

    [Test]
    public void RSquared_PredictionsOfTheMean_IsZero()
    {
        Assert.That(RegressionMetrics.RSquared([2, 2, 2], [1, 2, 3]), Is.Zero);
        Assert.That(RegressionMetrics.RSquared([1, 2, 3], [1, 2, 3]), Is.EqualTo(1));
        Assert.That(RegressionMetrics.RSquared([1e9 + 1, 1e9 + 2, 1e9 + 4], [1e9 + 1, 1e9 + 2, 1e9 + 3]), Is.EqualTo(0.5));
    }

    [Test]
    public void IntervalScore_ByHand()
    {
        // Width 2; the second target is 1 above, the third 2 below; 2 / (1 - 0.9) = 20.
        Assert.That(
            IntervalMetrics.IntervalScore([0, 0, 0], [2, 2, 2], [1, 3, -2], 0.9), Is.EqualTo((2 + 22 + 42) / 3.0).Within(1e-12));
        Assert.That(IntervalMetrics.Coverage([0, 0, 0], [2, 2, 2], [0, 2, 2.1]), Is.EqualTo(2.0 / 3));
        Assert.That(IntervalMetrics.PinballLoss([1, 1], [3, 0], 0.9), Is.EqualTo(((0.9 * 2) + 0.1) / 2).Within(1e-15));
    }

    [Test]
    public void GaussianPinballLoss_MeanOverLevels_IsAboutHalfTheCrps()
    {
        (double[] means, double[] deviations, double[] targets) = Data(200);
        double crps = RegressionMetrics.GaussianCrps(means, deviations, targets);
        Assert.That(IntervalMetrics.GaussianPinballLoss(means, deviations, targets), Is.EqualTo(crps / 2).Within(0.01 * crps));
        Assert.That(
            IntervalMetrics.GaussianPinballLoss(means, deviations, targets, 0.5),
            Is.EqualTo(RegressionMetrics.MeanAbsoluteError(means, targets) / 2).Within(1e-13));
    }

    [Test]
    public void Compute_NothingYet_IsAnError() => Assert.Throws<InvalidOperationException>(() => new GaussianAccumulator().Compute());

    private static (double[] Means, double[] Deviations, double[] Targets) Data(int count)
    {
        Random random = new(21);
        double[] means = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 10)];
        double[] deviations = [.. means.Select(_ => 0.2 + random.NextDouble())];
        double[] targets = [.. means.Select((mean, i) => mean + (deviations[i] * ((random.NextDouble() * 4) - 2)))];
        return (means, deviations, targets);
    }
}
