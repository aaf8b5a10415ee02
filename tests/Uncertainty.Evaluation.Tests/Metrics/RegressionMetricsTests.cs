namespace Uncertainty.Evaluation.Tests;

[TestFixture]
internal sealed class RegressionMetricsTests
{
    [Test]
    public void RootMeanSquareError_ErrorsThreeAndFour_IsTheRootOfTheirMeanSquare() =>
        Assert.That(RegressionMetrics.RootMeanSquareError([0, 10], [3, 6]), Is.EqualTo(Math.Sqrt(12.5)).Within(1e-15));

    [Test]
    public void MeanAbsoluteError_ErrorsThreeAndFour_IsTheirMean() =>
        Assert.That(RegressionMetrics.MeanAbsoluteError([0, 10], [3, 6]), Is.EqualTo(3.5));

    [Test]
    public void GaussianNegativeLogLikelihood_StandardNormalAtItsMean_IsHalfLogTwoPi() =>
        Assert.That(
            RegressionMetrics.GaussianNegativeLogLikelihood([1], [1], [1]), Is.EqualTo(0.918938533204672742).Within(1e-15));

    [Test]
    public void GaussianNegativeLogLikelihood_RandomPredictions_IsMinusTheMeanLogOfTheDensity()
    {
        double[] means = MetricData.Uniform(31, 100);
        double[] deviations = [.. MetricData.Uniform(32, 100).Select(u => 0.2 + u)];
        double[] targets = MetricData.Uniform(33, 100);
        double expected = -targets.Select((target, i) => Math.Log(
            Math.Exp(-Math.Pow(target - means[i], 2) / (2 * deviations[i] * deviations[i])) / (deviations[i] * Math.Sqrt(2 * Math.PI))))
            .Average();
        Assert.That(RegressionMetrics.GaussianNegativeLogLikelihood(means, deviations, targets), Is.EqualTo(expected).Within(1e-13));
    }

    [Test]
    public void GaussianNegativeLogLikelihood_TargetsInAnotherUnit_ShiftsByTheLogOfTheScale()
    {
        double inMetres = RegressionMetrics.GaussianNegativeLogLikelihood([1, 2], [0.5, 0.1], [1.5, 1.9]);
        double inMillimetres = RegressionMetrics.GaussianNegativeLogLikelihood([1000, 2000], [500, 100], [1500, 1900]);
        Assert.That(inMillimetres - inMetres, Is.EqualTo(Math.Log(1000)).Within(1e-12));
    }

    [Test]
    public void GaussianCrps_StandardNormalAtItsMean_IsTheKnownValue() =>
        Assert.That(
            RegressionMetrics.GaussianCrps([0], [1], [0]), Is.EqualTo((Math.Sqrt(2) - 1) / Math.Sqrt(Math.PI)).Within(1e-15));

    [TestCase(0.3, 0.7, 1.1)]
    [TestCase(-2.0, 1.5, 2.5)]
    [TestCase(5.0, 0.1, 5.0)]
    public void GaussianCrps_OnePrediction_IsTheIntegralOfItsDefinition(double mean, double deviation, double target)
    {
        // Midpoints between ten deviations below and above everything; the step of the target is at a border between two of them.
        const int Steps = 20_000;
        double below = Integral(Math.Min(mean - (10 * deviation), target), target, x => Math.Pow(Cumulative(x), 2));
        double above = Integral(target, Math.Max(mean + (10 * deviation), target), x => Math.Pow(1 - Cumulative(x), 2));
        Assert.That(RegressionMetrics.GaussianCrps([mean], [deviation], [target]), Is.EqualTo(below + above).Within(1e-6));

        double Cumulative(double x) => MathNet.Numerics.Distributions.Normal.CDF(mean, deviation, x);

        static double Integral(double from, double to, Func<double, double> value) =>
            Enumerable.Range(0, Steps).Sum(i => value(from + ((i + 0.5) * (to - from) / Steps))) * (to - from) / Steps;
    }

    [Test]
    public void GaussianCrps_DeviationNearZero_IsTheAbsoluteError() =>
        Assert.That(RegressionMetrics.GaussianCrps([1, 5], [1e-12, 1e-12], [3, 4]), Is.EqualTo(1.5).Within(1e-10));

    [Test]
    public void PredictiveLogLikelihood_OneDraw_IsMinusTheGaussianNegativeLogLikelihood()
    {
        double[] means = MetricData.Uniform(34, 20);
        double[] targets = MetricData.Uniform(35, 20);
        double[] deviations = [.. Enumerable.Repeat(0.5, 20)];
        Assert.That(
            RegressionMetrics.PredictiveLogLikelihood(means, targets, 4),
            Is.EqualTo(-RegressionMetrics.GaussianNegativeLogLikelihood(means, deviations, targets)).Within(1e-13));
    }

    [Test]
    public void PredictiveLogLikelihood_RandomDraws_IsTheLogOfTheMeanDensity()
    {
        const int Draws = 8;
        const int Inputs = 15;
        double[] draws = MetricData.Uniform(36, Draws * Inputs);
        double[] targets = MetricData.Uniform(37, Inputs);
        double expected = targets.Select((target, i) => Math.Log(Enumerable.Range(0, Draws)
            .Average(s => Math.Sqrt(3 / (2 * Math.PI)) * Math.Exp(-1.5 * Math.Pow(target - draws[(s * Inputs) + i], 2))))).Average();
        Assert.That(RegressionMetrics.PredictiveLogLikelihood(draws, targets, 3), Is.EqualTo(expected).Within(1e-13));
    }

    [Test]
    public void PredictiveLogLikelihood_TargetFarFromAllDraws_DoesNotUnderflow() =>
        Assert.That(
            RegressionMetrics.PredictiveLogLikelihood([0, 0], [1000], 1),
            Is.EqualTo(-500_000 - (0.5 * Math.Log(2 * Math.PI))).Within(1e-8));

    [Test]
    public void AllMetrics_PermutedInputs_AreTheSame()
    {
        double[] means = MetricData.Uniform(38, 50);
        double[] targets = MetricData.Uniform(39, 50);
        int[] order = MetricData.Permutation(40, 50);
        double[] moved = [.. order.Select(i => means[i])];
        double[] movedTargets = [.. order.Select(i => targets[i])];
        Assert.Multiple(() =>
        {
            Assert.That(
                RegressionMetrics.RootMeanSquareError(moved, movedTargets),
                Is.EqualTo(RegressionMetrics.RootMeanSquareError(means, targets)).Within(1e-14));
            Assert.That(
                RegressionMetrics.PredictiveLogLikelihood(moved, movedTargets, 2),
                Is.EqualTo(RegressionMetrics.PredictiveLogLikelihood(means, targets, 2)).Within(1e-13));
        });
    }
}
