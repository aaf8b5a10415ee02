using MathNet.Numerics.Distributions;

namespace Uncertainty.Evaluation.Tests;

[TestFixture]
internal sealed class RegressionCalibrationTests
{
    private static string File => Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{TestContext.CurrentContext.Test.ID}.safetensors");

    [TearDown]
    public void RemoveFile() => System.IO.File.Delete(File);

    /// <summary>z = 1, -2, 3: the mean square is 14/3.</summary>
    [Test]
    public void VarianceScaling_HandNumbers_IsTheRootMeanSquare()
    {
        VarianceScaling scaling = VarianceScaling.Fit([0, 0, 0], [1, 0.5, 2], [1, -1, 6]);
        Assert.That(scaling.Factors, Is.EqualTo(new[] { Math.Sqrt(14.0 / 3) }).Within(1e-14));
        Assert.That(scaling.Apply([3]), Is.EqualTo(new[] { 3 * Math.Sqrt(14.0 / 3) }).Within(1e-13));
    }

    [Test]
    public void VarianceScaling_AnyData_HasTheLeastLikelihoodLoss()
    {
        (double[] means, double[] deviations, double[] targets) = CalibrationData.Regression(41, 500, 2);
        VarianceScaling scaling = VarianceScaling.Fit(means, deviations, targets);
        Assert.That(scaling.Factors[0], Is.EqualTo(2).Within(0.2));
        Assert.That(Loss(1), Is.LessThan(Loss(0.999)).And.LessThan(Loss(1.001)).And.LessThan(
            RegressionMetrics.GaussianNegativeLogLikelihood(means, deviations, targets)));

        double Loss(double factor) => RegressionMetrics.GaussianNegativeLogLikelihood(
            means, [.. scaling.Apply(deviations).Select(deviation => factor * deviation)], targets);
    }

    [Test]
    public void VarianceScaling_Bins_HaveFactorsOfTheirOwn()
    {
        VarianceScaling scaling = VarianceScaling.Fit([0, 0, 0, 0], [1, 1, 2, 2], [1, -1, 6, 6], bins: 2);
        Assert.That(scaling.Edges, Is.EqualTo(new[] { 1.5 }));
        Assert.That(scaling.Factors, Is.EqualTo(new[] { 1.0, 3.0 }));
        Assert.That(scaling.Apply([0.1, 1.5, 1.6]), Is.EqualTo(new[] { 0.1, 1.5, 4.8 }).Within(1e-14));
        Assert.That(VarianceScaling.Fit([0, 0], [1, 1], [1, -1], bins: 2).Factors, Has.Count.EqualTo(1));
    }

    [Test]
    public void VarianceScaling_BadInput_ThrowsAndNamesTheParameter()
    {
        AssertArgument("means", "none", () => VarianceScaling.Fit([], [], []));
        AssertArgument("standardDeviations", "is 0", () => VarianceScaling.Fit([1], [0], [1]));
        AssertArgument("targets", "bin 0 would be 0", () => VarianceScaling.Fit([1, 2], [1, 1], [1, 2]));
        AssertArgument("bins", "at least 1", () => VarianceScaling.Fit([1], [1], [2], 0));
        AssertArgument("standardDeviations", "NaN", () => VarianceScaling.Fit([1], [1], [2]).Apply([double.NaN]));
    }

    /// <summary>z = 0 alone: R goes through (0, 0), (½, 1), (1, 1).</summary>
    [Test]
    public void Isotonic_OneTarget_HandNumbers()
    {
        IsotonicRegressionCalibration calibration = IsotonicRegressionCalibration.Fit([5], [2], [5]);
        Assert.That(calibration.Levels([0, 0.25, 0.5, 0.75, 1]), Is.EqualTo(new[] { 0, 0.5, 1, 1, 1 }).Within(1e-12));
        Assert.That(calibration.Quantiles([10], [3], 0.5)[0], Is.EqualTo(10 + (3 * Normal.InvCDF(0, 1, 0.25))).Within(1e-12));
        Assert.That(calibration.Probabilities([10, 10], [3, 3], [10, 20]), Is.EqualTo(new[] { 1, 1 }));
    }

    [Test]
    public void Isotonic_Levels_AreSharesOfTheFittedTargets()
    {
        (double[] means, double[] deviations, double[] targets) = CalibrationData.Regression(42, 50, 2);
        IsotonicRegressionCalibration calibration = IsotonicRegressionCalibration.Fit(means, deviations, targets);
        double[] shares = calibration.Probabilities(means, deviations, targets);
        for (int i = 0; i < targets.Length; i++)
        {
            double z = (targets[i] - means[i]) / deviations[i];
            double naive = Enumerable.Range(0, targets.Length).Count(j => (targets[j] - means[j]) / deviations[j] <= z) / (double)targets.Length;
            Assert.That(shares[i], Is.EqualTo(naive).Within(1e-12));
        }
    }

    /// <summary>Where it rises, the distribution function takes quantiles back to their levels; also 30 deviations out.</summary>
    [Test]
    public void Isotonic_Quantiles_AreTheInverse([Values(1, 3, 8)] double factor)
    {
        (double[] means, double[] deviations, double[] targets) = CalibrationData.Regression(43, 400, factor);
        IsotonicRegressionCalibration calibration = IsotonicRegressionCalibration.Fit(means, deviations, targets);
        foreach (double level in new[] { 1e-6, 0.001, 0.05, 0.5, 0.77, 0.95, 0.999, 0.999999 })
        {
            double[] quantiles = calibration.Quantiles(means, deviations, level);
            Assert.That(calibration.Probabilities(means, deviations, quantiles), Is.All.EqualTo(level).Within(1e-7));
        }
    }

    [Test]
    public void Isotonic_OverconfidentRegression_IsCalibratedOnOtherInputs()
    {
        (double[] means, double[] deviations, double[] targets) = CalibrationData.Regression(44, 3000, 2);
        (double[] otherMeans, double[] otherDeviations, double[] otherTargets) = CalibrationData.Regression(45, 3000, 2);
        IsotonicRegressionCalibration isotonic = IsotonicRegressionCalibration.Fit(means, deviations, targets);
        double[] scaled = VarianceScaling.Fit(means, deviations, targets).Apply(otherDeviations);
        foreach (double level in new[] { 0.05, 0.25, 0.5, 0.75, 0.95 })
        {
            double[] quantiles = isotonic.Quantiles(otherMeans, otherDeviations, level);
            double share = otherTargets.Where((target, i) => target <= quantiles[i]).Count() / (double)otherTargets.Length;
            Assert.That(share, Is.EqualTo(level).Within(0.03));
        }

        double before = RegressionCalibrationCurve.FromGaussian(otherMeans, otherDeviations, otherTargets).MiscalibrationArea;
        double after = RegressionCalibrationCurve.FromGaussian(otherMeans, scaled, otherTargets).MiscalibrationArea;
        Assert.That(before, Is.GreaterThan(0.1));
        Assert.That(after, Is.LessThan(0.02));
    }

    [Test]
    public void Isotonic_BadInput_ThrowsAndNamesTheParameter()
    {
        IsotonicRegressionCalibration fitted = IsotonicRegressionCalibration.Fit([0, 0], [1, 1], [-1, 1]);
        AssertArgument("means", "none", () => IsotonicRegressionCalibration.Fit([], [], []));
        AssertArgument("targets", "standard deviations away", () => IsotonicRegressionCalibration.Fit([0], [1], [50]));
        AssertArgument("levels", "1.5", () => fitted.Levels([1.5]));
        AssertArgument("level", "less than 1", () => fitted.Quantiles([0], [1], 1));
        AssertArgument("standardDeviations", "got 2", () => fitted.Quantiles([0], [1, 1], 0.5));
        AssertArgument("values", "NaN", () => fitted.Probabilities([0], [1], [double.NaN]));
    }

    [Test]
    public void SaveLoad_IsTheSameToTheBit()
    {
        (double[] means, double[] deviations, double[] targets) = CalibrationData.Regression(46, 40, 2);
        IsotonicRegressionCalibration isotonic = IsotonicRegressionCalibration.Fit(means, deviations, targets);
        isotonic.Save(File);
        Assert.That(
            IsotonicRegressionCalibration.Load(File).Quantiles(means, deviations, 0.3), Is.EqualTo(isotonic.Quantiles(means, deviations, 0.3)));
        Assert.That(() => VarianceScaling.Load(File), Throws.InstanceOf<InvalidDataException>());
        VarianceScaling scaling = VarianceScaling.Fit(means, deviations, targets, 3);
        scaling.Save(File);
        Assert.That(VarianceScaling.Load(File).Apply(deviations), Is.EqualTo(scaling.Apply(deviations)));
        Assert.That(() => IsotonicRegressionCalibration.Load(File), Throws.InstanceOf<InvalidDataException>());
    }

    private static void AssertArgument(string parameter, string got, Func<object> call)
    {
        ArgumentException error = Assert.Catch<ArgumentException>(() => call())!;
        Assert.That(error.ParamName, Is.EqualTo(parameter));
        Assert.That(error.Message, Does.Contain(got));
    }
}
