namespace Uncertainty.Evaluation.Tests;

[TestFixture]
internal sealed class BootstrapTests
{
    private static readonly BootstrapOptions Percentile = new() { Method = BootstrapMethod.Percentile, Replicates = 2000 };

    [Test]
    public void Interval_Accuracy_IsThatOfTheBinomial()
    {
        // 400 inputs, 300 right: the standard error is √(0.75 · 0.25 / 400).
        double[] probabilities = [.. Enumerable.Range(0, 400).SelectMany(i => i < 300 ? new[] { 0.9, 0.1 } : [0.1, 0.9])];
        BootstrapInterval got = Bootstrap.Interval(probabilities, 2, new long[400], ClassificationMetrics.Accuracy, Percentile);
        double error = Math.Sqrt(0.75 * 0.25 / 400);
        Assert.That(got.Estimate, Is.EqualTo(0.75));
        Assert.That(got.StandardError, Is.EqualTo(error).Within(0.06 * error));
        Assert.That(got.Lower, Is.EqualTo(0.75 - (1.96 * error)).Within(0.3 * error));
        Assert.That(got.Upper, Is.EqualTo(0.75 + (1.96 * error)).Within(0.3 * error));
    }

    [TestCase(BootstrapMethod.Percentile, 0.86)]
    [TestCase(BootstrapMethod.BiasCorrectedAccelerated, 0.88)]
    public void Interval_SkewedErrors_CoversTheTruth(BootstrapMethod method, double least)
    {
        // The mean absolute error of exponential errors is 1; of 200 experiments with 30 inputs nearly all intervals of 95 % should hold it.
        int held = 0;
        for (int experiment = 0; experiment < 200; experiment++)
        {
            double[] errors = [.. MetricData.Uniform(experiment, 30).Select(share => -Math.Log(1 - share))];
            BootstrapInterval got = Bootstrap.Interval(
                errors, new double[30], RegressionMetrics.MeanAbsoluteError, new BootstrapOptions { Method = method, Replicates = 400, Seed = experiment });
            held += got.Lower <= 1 && got.Upper >= 1 ? 1 : 0;
        }

        Assert.That(held / 200.0, Is.GreaterThan(least).And.LessThanOrEqualTo(1));
    }

    [Test]
    public void Interval_SkewedErrors_AcceleratedLiesHigherThanPercentile()
    {
        double[] errors = [.. MetricData.Uniform(4, 40).Select(share => -Math.Log(1 - share))];
        BootstrapInterval plain = Bootstrap.Interval(errors, new double[40], RegressionMetrics.MeanAbsoluteError, Percentile);
        BootstrapInterval moved = Bootstrap.Interval(
            errors, new double[40], RegressionMetrics.MeanAbsoluteError, Percentile with { Method = BootstrapMethod.BiasCorrectedAccelerated });
        Assert.That(moved.Upper, Is.GreaterThan(plain.Upper));
        Assert.That(moved.Lower, Is.GreaterThan(plain.Lower));
    }

    [Test]
    public void Interval_OfChosenInputs_EqualsThatOfTheMetric()
    {
        double[] predictions = MetricData.Uniform(5, 50);
        double[] targets = MetricData.Uniform(6, 50);
        BootstrapInterval got = Bootstrap.Interval(
            50, chosen => RegressionMetrics.MeanAbsoluteError([.. chosen.Select(i => predictions[i])], [.. chosen.Select(i => targets[i])]), Percentile);
        Assert.That(got, Is.EqualTo(Bootstrap.Interval(predictions, targets, RegressionMetrics.MeanAbsoluteError, Percentile)));
        Assert.That(Assert.Catch<ArgumentException>(() => Bootstrap.Interval(0, _ => 1))!.ParamName, Is.EqualTo("inputs"));
    }

    [Test]
    public void Interval_Auroc_DrawsTheClassesByThemselves()
    {
        (double[] scores, bool[] isPositive) = MetricData.Ranking(9, 60);
        int positives = isPositive.Count(positive => positive);
        BootstrapInterval got = Bootstrap.Interval(scores, isPositive, (chosen, classes) =>
        {
            Assert.That(classes.Count(true), Is.EqualTo(positives));
            return RankingMetrics.Auroc(chosen, classes);
        }, Percentile);
        Assert.That(got.Estimate, Is.EqualTo(RankingMetrics.Auroc(scores, isPositive)).Within(1e-15));
        Assert.That(got.Lower, Is.LessThan(got.Estimate));
        Assert.That(got.Upper, Is.GreaterThan(got.Estimate));
    }

    [Test]
    public void Interval_OnePositive_IsNoError()
    {
        BootstrapInterval got = Bootstrap.Interval([3, 1, 2, 4, 0], [true, false, false, false, false], RankingMetrics.Auroc);
        Assert.That(got.Estimate, Is.EqualTo(0.75));
    }

    [Test]
    public void Interval_MetricThatNeverChanges_IsAPoint()
    {
        BootstrapInterval got = Bootstrap.Interval([1, 2], [1, 1], [1, 2], RegressionMetrics.GaussianNegativeLogLikelihood);
        Assert.That(got.Lower, Is.EqualTo(got.Estimate).Within(1e-12));
        Assert.That(got.Upper, Is.EqualTo(got.Estimate).Within(1e-12));
        Assert.That(got.StandardError, Is.Zero.Within(1e-12));
    }

    [Test]
    public void Interval_SameSeed_IsTheSame()
    {
        double[] errors = MetricData.Uniform(5, 50);
        BootstrapInterval first = Bootstrap.Interval(errors, new double[50], RegressionMetrics.RootMeanSquareError);
        Assert.That(Bootstrap.Interval(errors, new double[50], RegressionMetrics.RootMeanSquareError), Is.EqualTo(first));
        BootstrapOptions other = new() { Seed = 1 };
        Assert.That(Bootstrap.Interval(errors, new double[50], RegressionMetrics.RootMeanSquareError, other), Is.Not.EqualTo(first));
    }

    [Test]
    public void Interval_MetricNotANumber_IsAnErrorThatSaysWhere()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => Bootstrap.Interval([1, 2], [1, 2], (_, targets) => targets[0] == targets[1] ? double.NaN : 1))!;
        Assert.That(error.Message, Does.Contain("replicate").And.Contain("NaN"));
    }

    [Test]
    public void Interval_Cancelled_Stops()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Bootstrap.Interval(
            [1, 2], [1, 3], RegressionMetrics.RootMeanSquareError, null, null, source.Token));
    }
}
