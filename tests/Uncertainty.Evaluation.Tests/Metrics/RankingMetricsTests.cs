namespace Uncertainty.Evaluation.Tests;

[TestFixture]
internal sealed class RankingMetricsTests
{
    // Falling: 4 (positive), 3 (negative), 2 (positive and negative), 1 (negative).
    private static readonly double[] Scores = [2, 4, 1, 3, 2];
    private static readonly bool[] IsPositive = [true, true, false, false, false];

    private static IEnumerable<TestCaseData> RandomData =>
        from count in new[] { 2, 3, 50, 300 }
        from levels in new[] { 0, 1, 5 }
        select new TestCaseData(count, levels);

    [Test]
    public void Auroc_FiveScores_CountsPairs() =>
        Assert.That(RankingMetrics.Auroc(Scores, IsPositive), Is.EqualTo((3 + 1.5) / 6));

    [Test]
    public void AveragePrecision_FiveScores_IsTheStepSum() =>
        Assert.That(RankingMetrics.AveragePrecision(Scores, IsPositive), Is.EqualTo((0.5 * 1) + (0.5 * 0.5)));

    [Test]
    public void AuprTrapezoid_FiveScores_IsTheAreaOfTheTrapezoids() =>
        Assert.That(RankingMetrics.AuprTrapezoid(Scores, IsPositive), Is.EqualTo((0.5 * 1) + (0.5 * (0.5 + 0.5) / 2)).Within(1e-15));

    [TestCase(0.5, 0.0)]
    [TestCase(0.51, 2.0 / 3)]
    [TestCase(1.0, 2.0 / 3)]
    public void FalsePositiveRateAtTruePositiveRate_FiveScores_IsThatOfTheFirstThresholdThatReachesTheTarget(
        double target, double expected) =>
        Assert.That(RankingMetrics.FalsePositiveRateAtTruePositiveRate(Scores, IsPositive, target), Is.EqualTo(expected));

    [Test]
    public void FalsePositiveRateAtTruePositiveRate_NineteenOfTwenty_ReachesTheDefaultTarget()
    {
        // Nineteen positives above the one negative, one below.
        double[] scores = [.. Enumerable.Range(0, 21).Select(i => (double)-i)];
        bool[] isPositive = [.. Enumerable.Range(0, 21).Select(i => i != 19)];
        Assert.That(RankingMetrics.FalsePositiveRateAtTruePositiveRate(scores, isPositive), Is.Zero);
    }

    [Test]
    public void DetectionError_FiveScores_IsThatOfTheBestThreshold() =>
        Assert.That(RankingMetrics.DetectionError(Scores, IsPositive), Is.EqualTo(0.25));

    [Test]
    public void RocCurve_FiveScores_HasAPointForEachDistinctScore() =>
        Assert.That(RankingMetrics.RocCurve(Scores, IsPositive), Is.EqualTo(new RocPoint[]
        {
            new(double.PositiveInfinity, 0, 0),
            new(4, 0, 0.5),
            new(3, 1.0 / 3, 0.5),
            new(2, 2.0 / 3, 1),
            new(1, 1, 1),
        }));

    [Test]
    public void PrecisionRecallCurve_FiveScores_HasAPointForEachDistinctScore() =>
        Assert.That(RankingMetrics.PrecisionRecallCurve(Scores, IsPositive), Is.EqualTo(new PrecisionRecallPoint[]
        {
            new(double.PositiveInfinity, 1, 0),
            new(4, 1, 0.5),
            new(3, 0.5, 0.5),
            new(2, 0.5, 1),
            new(1, 0.4, 1),
        }));

    [TestCase(new[] { 1.0, 2, 3, 4 }, 1.0, 1.0, 0.0, 0.0, TestName = "AllMetrics_PerfectRanking_AreBest")]
    [TestCase(new[] { 4.0, 3, 2, 1 }, 0.0, 5.0 / 12, 1.0, 0.5, TestName = "AllMetrics_InvertedRanking_AreWorst")]
    [TestCase(new[] { 7.0, 7, 7, 7 }, 0.5, 0.5, 1.0, 0.5, TestName = "AllMetrics_AllScoresTied_AreChance")]
    public void AllMetrics(double[] scores, double auroc, double averagePrecision, double falsePositiveRate, double detectionError)
    {
        bool[] isPositive = [false, false, true, true];
        Assert.Multiple(() =>
        {
            Assert.That(RankingMetrics.Auroc(scores, isPositive), Is.EqualTo(auroc));
            Assert.That(RankingMetrics.AveragePrecision(scores, isPositive), Is.EqualTo(averagePrecision).Within(1e-15));
            Assert.That(
                RankingMetrics.FalsePositiveRateAtTruePositiveRate(scores, isPositive), Is.EqualTo(falsePositiveRate));
            Assert.That(RankingMetrics.DetectionError(scores, isPositive), Is.EqualTo(detectionError));
        });
    }

    [TestCaseSource(nameof(RandomData))]
    public void Auroc_RandomScores_EqualsTheCountOverAllPairs(int count, int levels)
    {
        (double[] scores, bool[] isPositive) = MetricData.Ranking(count + levels, count, levels);
        Assert.That(RankingMetrics.Auroc(scores, isPositive), Is.EqualTo(NaiveRanking.Auroc(scores, isPositive)).Within(1e-14));
    }

    [TestCaseSource(nameof(RandomData))]
    public void ThresholdMetrics_RandomScores_EqualTheLoopOverThresholds(int count, int levels)
    {
        (double[] scores, bool[] isPositive) = MetricData.Ranking(count - levels, count, levels);
        NaiveRanking naive = NaiveRanking.Sweep(scores, isPositive);
        Assert.Multiple(() =>
        {
            Assert.That(RankingMetrics.AveragePrecision(scores, isPositive), Is.EqualTo(naive.AveragePrecision).Within(1e-13));
            Assert.That(RankingMetrics.AuprTrapezoid(scores, isPositive), Is.EqualTo(naive.Trapezoid).Within(1e-13));
            Assert.That(RankingMetrics.DetectionError(scores, isPositive), Is.EqualTo(naive.DetectionError).Within(1e-15));
            Assert.That(
                RankingMetrics.FalsePositiveRateAtTruePositiveRate(scores, isPositive, 0.8),
                Is.EqualTo(naive.FalsePositiveRateAt(0.8)).Within(1e-15));
        });
    }

    [TestCaseSource(nameof(RandomData))]
    public void RocCurve_RandomScores_HasTheAreaOfAuroc(int count, int levels)
    {
        (double[] scores, bool[] isPositive) = MetricData.Ranking(7 * count, count, levels);
        RocPoint[] points = RankingMetrics.RocCurve(scores, isPositive);
        double area = points.Zip(points.Skip(1), (a, b) =>
            (b.FalsePositiveRate - a.FalsePositiveRate) * (a.TruePositiveRate + b.TruePositiveRate) / 2).Sum();
        Assert.That(area, Is.EqualTo(RankingMetrics.Auroc(scores, isPositive)).Within(1e-13));
    }

    [TestCase(0)]
    [TestCase(6)]
    public void Auroc_NegatedScores_IsOneMinusAuroc(int levels)
    {
        (double[] scores, bool[] isPositive) = MetricData.Ranking(11, 400, levels);
        double[] negated = [.. scores.Select(score => -score)];
        Assert.That(
            RankingMetrics.Auroc(negated, isPositive), Is.EqualTo(1 - RankingMetrics.Auroc(scores, isPositive)).Within(1e-15));
    }

    [Test]
    public void AllMetrics_PermutedInputs_AreTheSame()
    {
        (double[] scores, bool[] isPositive) = MetricData.Ranking(12, 300, 20);
        int[] order = MetricData.Permutation(13, 300);
        double[] moved = [.. order.Select(i => scores[i])];
        bool[] movedClasses = [.. order.Select(i => isPositive[i])];
        Assert.Multiple(() =>
        {
            Assert.That(RankingMetrics.Auroc(moved, movedClasses), Is.EqualTo(RankingMetrics.Auroc(scores, isPositive)));
            Assert.That(
                RankingMetrics.AveragePrecision(moved, movedClasses), Is.EqualTo(RankingMetrics.AveragePrecision(scores, isPositive)));
            Assert.That(RankingMetrics.RocCurve(moved, movedClasses), Is.EqualTo(RankingMetrics.RocCurve(scores, isPositive)));
        });
    }

    // A metric that squashes its scores, or takes them in single precision, sees ties here.
    [TestCase(98.09, 0.0187)]
    [TestCase(1e12, 1.0)]
    [TestCase(-1e300, 1e290)]
    public void Auroc_ScoresFarFromZero_RanksThemAsTheyAre(double start, double step)
    {
        double[] scores = [.. Enumerable.Range(0, 101).Select(i => start + (i * step))];
        bool[] isPositive = [.. Enumerable.Range(0, 101).Select(i => i > 50)];
        Assert.That(RankingMetrics.Auroc(scores, isPositive), Is.EqualTo(1));
    }

    [Test]
    public void Auroc_ScoresOneRoundingApart_AreNotTied() =>
        Assert.That(RankingMetrics.Auroc([99.96, Math.BitIncrement(99.96)], [false, true]), Is.EqualTo(1));

    [Test]
    public void Auroc_NegativeAndPositiveZero_AreTied() =>
        Assert.That(RankingMetrics.Auroc([0.0, -0.0], [false, true]), Is.EqualTo(0.5));

    [Test]
    public void Auroc_MorePairsThanAnIntegerHolds_IsExact()
    {
        const int Count = 200_000;
        double[] scores = [.. Enumerable.Range(0, Count).Select(i => (double)i)];
        bool[] isPositive = [.. Enumerable.Range(0, Count).Select(i => i >= Count / 2)];
        Assert.That(RankingMetrics.Auroc(scores, isPositive), Is.EqualTo(1));
    }

    [Test]
    public void Auroc_ScoresOfTheCaller_StayUntouched()
    {
        (double[] scores, bool[] isPositive) = MetricData.Ranking(14, 50);
        double[] copy = [.. scores];
        RankingMetrics.Auroc(scores, isPositive);
        Assert.That(scores, Is.EqualTo(copy));
    }
}
