namespace Uncertainty.Evaluation.Tests;

[TestFixture]
internal sealed class RankingAccumulatorTests
{
    [TestCase(0)]
    [TestCase(7)]
    public void Compute_ScoresInParts_EqualsAllAtOnce(int levels)
    {
        (double[] scores, bool[] isPositive) = MetricData.Ranking(1, 5000, levels);
        RankingAccumulator accumulator = new();
        for (int first = 0; first < scores.Length; first += 700)
        {
            int count = Math.Min(700, scores.Length - first);
            accumulator.Update(scores.AsSpan(first, count), isPositive.AsSpan(first, count));
        }

        Assert.That(accumulator.Compute(), Is.EqualTo(Metrics.All(scores, isPositive)));
        Assert.That(accumulator.Count, Is.EqualTo(5000));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void Compute_MoreScoresThanAreKept_StaysWithinTheToleranceItNames(int order)
    {
        (double[] scores, bool[] isPositive) = MetricData.Ranking(2, 100_000);
        if (order > 0)
        {
            double sign = order == 1 ? 1 : -1;
            double[] keys = [.. scores.Select(score => sign * score)];
            Array.Sort([.. keys], isPositive);
            Array.Sort(keys, scores);
        }

        RankingAccumulator accumulator = new(distinctScores: 500);
        accumulator.Update(scores, isPositive);
        RankingSummary expected = Metrics.All(scores, isPositive);
        RankingSummary got = accumulator.Compute();
        Assert.That(got.AurocTolerance, Is.GreaterThan(0).And.LessThan(0.03));
        Assert.That(got.Auroc, Is.EqualTo(expected.Auroc).Within(got.AurocTolerance));
        Assert.That(got.Auroc, Is.EqualTo(expected.Auroc).Within(1e-4));
        Assert.That(got.AveragePrecision, Is.EqualTo(expected.AveragePrecision).Within(2e-3));
        Assert.That(got.FalsePositiveRate, Is.EqualTo(expected.FalsePositiveRate).Within(5e-3));
        Assert.That(got.DetectionError, Is.EqualTo(expected.DetectionError).Within(1e-3));
    }

    [Test]
    public void Compute_DistributionThatMoves_StaysWithinTheTolerance()
    {
        Random random = new(3);
        double[] scores = [.. Enumerable.Range(0, 60_000).Select(i => i < 10_000 ? random.NextDouble() : 0.5 + (1e-3 * random.NextDouble()))];
        bool[] isPositive = [.. scores.Select(score => random.NextDouble() < (score > 0.5004 ? 0.7 : 0.3))];
        RankingAccumulator accumulator = new(distinctScores: 200);
        accumulator.Update(scores, isPositive);
        RankingSummary got = accumulator.Compute();
        Assert.That(got.Auroc, Is.EqualTo(RankingMetrics.Auroc(scores, isPositive)).Within(got.AurocTolerance));
        Assert.That(got.AurocTolerance, Is.LessThan(0.15));
    }

    [Test]
    public void Compute_ScoresFarFromOne_AreNotSquashed()
    {
        RankingAccumulator accumulator = new();
        accumulator.Update([98.09, 99.10, 99.95, 99.96], [false, false, true, true]);
        Assert.That(accumulator.Compute().Auroc, Is.EqualTo(1));
    }

    [Test]
    public void Compute_EqualScoresBeyondTheCapacity_LoseNothing()
    {
        bool[] isPositive = [.. Enumerable.Range(0, 10_000).Select(i => i % 3 == 0)];
        double[] scores = [.. isPositive.Select((positive, i) => (i % 10) + (positive ? 0.5 : 0))];
        RankingAccumulator accumulator = new(distinctScores: 32);
        accumulator.Update(scores, isPositive);
        Assert.That(accumulator.Compute(), Is.EqualTo(Metrics.All(scores, isPositive)));
    }

    [Test]
    public void Compute_OneClassSoFar_IsAnErrorUntilTheOtherComes()
    {
        RankingAccumulator accumulator = new();
        accumulator.Update([1, 2], [true, true]);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => accumulator.Compute())!;
        Assert.That(error.Message, Does.Contain("2 positives").And.Contain("0 negatives"));
        accumulator.Update([0], [false]);
        Assert.That(accumulator.Compute().Auroc, Is.EqualTo(1));
    }

    [Test]
    public void Update_OneBadScore_TakesNothingIn()
    {
        RankingAccumulator accumulator = new();
        Assert.Throws<ArgumentException>(() => accumulator.Update([1, 2, double.NaN], [true, false, true]));
        Assert.That(accumulator.Count, Is.Zero);
    }
}
