namespace Uncertainty.Evaluation.Tests;

/// <summary>Predictions, intervals and quantiles in parts: the same as at once.</summary>
[TestFixture]
internal sealed class RegressionAccumulatorTests
{
    private static readonly double[] Targets = [.. MetricData.Uniform(1, 300).Select(value => 5 + value)];
    private static readonly double[] Predictions = [.. Targets.Zip(MetricData.Uniform(2, 300), (target, noise) => target + noise - 0.4)];

    [Test]
    public void Predictions_InParts_EqualEachMetricByItself()
    {
        PredictionAccumulator parts = new();
        Each((start, count) => parts.Update(Predictions.AsSpan(start, count), Targets.AsSpan(start, count)));
        PredictionSummary got = parts.Compute();
        Assert.Multiple(() =>
        {
            Assert.That(got, Is.EqualTo(Metrics.All(Predictions, Targets)));
            Assert.That(got.Inputs, Is.EqualTo(300));
            Assert.That(got.RootMeanSquareError, Is.EqualTo(RegressionMetrics.RootMeanSquareError(Predictions, Targets)).Within(1e-14));
            Assert.That(got.MeanAbsoluteError, Is.EqualTo(RegressionMetrics.MeanAbsoluteError(Predictions, Targets)).Within(1e-14));
            Assert.That(got.RSquared, Is.EqualTo(RegressionMetrics.RSquared(Predictions, Targets)).Within(1e-12));
            Assert.That(got.MeanError, Is.EqualTo(Predictions.Average() - Targets.Average()).Within(1e-12));
            Assert.That(got.Correlation, Is.EqualTo(MathNet.Numerics.Statistics.Correlation.Pearson(Predictions, Targets)).Within(1e-12));
        });
    }

    [Test]
    public void Intervals_InParts_EqualEachMetricByItself()
    {
        double[] lower = [.. Predictions.Select(value => value - 0.3)];
        double[] upper = [.. Predictions.Select(value => value + 0.5)];
        IntervalAccumulator parts = new(0.9);
        Each((start, count) => parts.Update(lower.AsSpan(start, count), upper.AsSpan(start, count), Targets.AsSpan(start, count)));
        IntervalSummary got = parts.Compute();
        Assert.Multiple(() =>
        {
            Assert.That(got, Is.EqualTo(Metrics.All(lower, upper, Targets, 0.9)));
            Assert.That(got.Coverage, Is.EqualTo(IntervalMetrics.Coverage(lower, upper, Targets)));
            Assert.That(got.MeanWidth, Is.EqualTo(0.8).Within(1e-12));
            Assert.That(got.IntervalScore, Is.EqualTo(IntervalMetrics.IntervalScore(lower, upper, Targets, 0.9)).Within(1e-13));
            Assert.That(got.ShareBelow + got.ShareAbove + got.Coverage, Is.EqualTo(1).Within(1e-14));
            Assert.That(got.CoverageError, Is.EqualTo(got.Coverage - 0.9));
        });
    }

    [Test]
    public void Intervals_OneOnEachSide_AreCountedThere()
    {
        IntervalSummary got = Metrics.All([0, 0, 0, 0], [1, 1, 1, 1], [-1, 0, 1, 2], 0.5);
        Assert.That((got.ShareBelow, got.Coverage, got.ShareAbove), Is.EqualTo((0.25, 0.5, 0.25)));
    }

    [Test]
    public void Pinball_InParts_EqualsAllAtOnce()
    {
        PinballAccumulator parts = new(0.7);
        Each((start, count) => parts.Update(Predictions.AsSpan(start, count), Targets.AsSpan(start, count)));
        Assert.That(parts.Compute(), Is.EqualTo(IntervalMetrics.PinballLoss(Predictions, Targets, 0.7)).Within(1e-14));
        Assert.That(parts.ShareBelow, Is.EqualTo(Targets.Zip(Predictions, (target, value) => target <= value ? 1.0 : 0).Average()).Within(1e-14));
    }

    [Test]
    public void Compute_NothingYet_IsAnError()
    {
        Assert.Throws<InvalidOperationException>(() => new PredictionAccumulator().Compute());
        Assert.Throws<InvalidOperationException>(() => new IntervalAccumulator(0.5).Compute());
        Assert.Throws<InvalidOperationException>(() => new PinballAccumulator(0.5).Compute());
        Assert.Throws<InvalidOperationException>(() => new SparsificationAccumulator().Compute());
    }

    [Test]
    public void Points_ByHand()
    {
        Assert.That(RegressionMetrics.MedianAbsoluteError([0, 0, 0, 0], [1, -2, 4, 100]), Is.EqualTo(3));
        Assert.That(RegressionMetrics.MeanAbsoluteRelativePercentDifference([1, 2], [3, 2]), Is.EqualTo(50));
        Assert.That(RegressionMetrics.Correlation([1, 2, 3], [10, 8, 6]), Is.EqualTo(-1).Within(1e-15));
        Assert.That(RegressionMetrics.Correlation([1, 1], [1, 2]), Is.NaN);
    }

    [Test]
    public void CoverageWidthCriterion_ByHand()
    {
        // Range 4, width 1, coverage ½ where ½ is asked for: ¾.
        Assert.That(IntervalMetrics.CoverageWidthCriterion([0, 0], [1, 1], [0, 4], 0.5), Is.EqualTo(0.75));
        Assert.That(IntervalMetrics.CoverageWidthCriterion([0, 0], [1, 1], [0, 4], 0.9, 2), Is.EqualTo(0.75 * Math.Exp(-0.32)).Within(1e-15));
    }

    [Test]
    public void GaussianIntervals_ByHand()
    {
        PredictionIntervals intervals = GaussianIntervals.Central([1], [2], 0.95);
        Assert.That((intervals.Upper[0] - intervals.Lower[0]) / 4, Is.EqualTo(1.959963984540054).Within(1e-12));
        Assert.That(GaussianIntervals.Quantiles([1, 3], [2, 1], [0.5, 0.975]), Is.EqualTo(new[] { 1, 4.919927969, 3, 4.959963985 }).Within(1e-8));
    }

    [Test]
    public void DetectionErrorAtTruePositiveRate_ByHand()
    {
        // All positives are found at the threshold 1; one of two negatives is then called positive.
        Assert.That(RankingMetrics.DetectionErrorAtTruePositiveRate([3, 1, 2, 0], [true, true, false, false]), Is.EqualTo(0.25));
        Assert.That(RankingMetrics.DetectionErrorAtTruePositiveRate([3, 1, 2, 0], [true, true, false, false], 0.5), Is.EqualTo(0.25), "½ missed");
    }

    private static void Each(Action<int, int> part)
    {
        for (int start = 0; start < 300; start += 70)
        {
            part(start, Math.Min(70, 300 - start));
        }
    }
}
