namespace Uncertainty.Evaluation.Tests;

[TestFixture]
internal sealed class RiskCoverageCurveTests
{
    // Surest first: right, wrong, right, wrong. Risks 0, 1/2, 1/3, 1/2.
    private static RiskCoverageCurve Four() =>
        RiskCoverageCurve.FromConfidences([0.2, 0.9, 0.5, 0.7], [false, true, true, false]);

    [Test]
    public void Points_FourPredictions_AreCoveragesAndRisks() =>
        Assert.That(Four().Points, Is.EqualTo(new RiskCoveragePoint[]
        {
            new(0.9, 0.25, 0),
            new(0.7, 0.5, 0.5),
            new(0.5, 0.75, 1.0 / 3),
            new(0.2, 1, 0.5),
        }));

    [Test]
    public void Aurc_FourPredictions_IsTheMeanOfTheRisks() =>
        Assert.That(Four().Aurc, Is.EqualTo((0 + 0.5 + (1.0 / 3) + 0.5) / 4).Within(1e-15));

    [Test]
    public void ExcessAurc_FourPredictions_LeavesOutTheOptimum() =>
        Assert.That(Four().ExcessAurc, Is.EqualTo(Four().Aurc - (0.5 + (0.5 * Math.Log(0.5)))).Within(1e-15));

    [TestCase(true, 0.0)]
    [TestCase(false, 1.0)]
    public void Aurc_AllRightOrAllWrong_IsZeroOrOneAndExcessZero(bool correct, double expected)
    {
        RiskCoverageCurve curve = RiskCoverageCurve.FromConfidences([0.1, 0.2, 0.3], [correct, correct, correct]);
        Assert.That(curve.Aurc, Is.EqualTo(expected));
        Assert.That(curve.ExcessAurc, Is.Zero);
    }

    [Test]
    public void ExcessAurc_PerfectRankingOfManyInputs_IsAboutZero()
    {
        double[] confidences = [.. Enumerable.Range(0, 10_000).Select(i => (double)-i)];
        bool[] correct = [.. Enumerable.Range(0, 10_000).Select(i => i < 7_000)];
        Assert.That(RiskCoverageCurve.FromConfidences(confidences, correct).ExcessAurc, Is.Zero.Within(1e-4));
    }

    [Test]
    public void Points_EqualConfidences_EnterInTheOrderTheyCame()
    {
        bool[] correct = [true, false, false, true];
        RiskCoverageCurve curve = RiskCoverageCurve.FromConfidences([0.5, 0.5, 0.5, 0.5], correct);
        Assert.That(curve.Points.Select(point => point.Risk), Is.EqualTo(new[] { 0, 0.5, 2.0 / 3, 0.5 }));
    }

    [Test]
    public void Points_ManyTies_EqualAStableSort()
    {
        (double[] confidences, bool[] correct) = MetricData.Ranking(21, 500, 6);
        int[] order = [.. Enumerable.Range(0, 500).OrderByDescending(i => confidences[i])];
        double[] risks = [.. Enumerable.Range(1, 500).Select(k => order.Take(k).Count(i => !correct[i]) / (double)k)];
        RiskCoverageCurve curve = RiskCoverageCurve.FromConfidences(confidences, correct);
        Assert.That(curve.Points.Select(point => point.Risk), Is.EqualTo(risks).Within(1e-15));
        Assert.That(curve.Aurc, Is.EqualTo(risks.Average()).Within(1e-13));
    }

    [Test]
    public void Aurc_PermutedInputsWithoutTies_IsTheSame()
    {
        (double[] confidences, bool[] correct) = MetricData.Ranking(22, 300);
        int[] order = MetricData.Permutation(23, 300);
        double moved = RiskCoverageCurve.FromConfidences(
            [.. order.Select(i => confidences[i])], [.. order.Select(i => correct[i])]).Aurc;
        Assert.That(moved, Is.EqualTo(RiskCoverageCurve.FromConfidences(confidences, correct).Aurc));
    }

    [Test]
    public void Aurc_InvertedConfidences_IsHigher()
    {
        (double[] confidences, bool[] correct) = MetricData.Ranking(24, 300);
        double[] inverted = [.. confidences.Select(confidence => -confidence)];
        Assert.That(
            RiskCoverageCurve.FromConfidences(inverted, correct).Aurc,
            Is.GreaterThan(RiskCoverageCurve.FromConfidences(confidences, correct).Aurc));
    }

    [TestCase(0.25, 1.0)]
    [TestCase(0.26, 0.5)]
    [TestCase(0.75, 2.0 / 3)]
    [TestCase(1.0, 0.5)]
    [TestCase(1e-9, 1.0)]
    public void SelectiveAccuracy_FourPredictions_KeepsAsFewAsReachTheCoverage(double coverage, double expected) =>
        Assert.That(Four().SelectiveAccuracy(coverage), Is.EqualTo(expected).Within(1e-15));

    [Test]
    public void SelectiveAccuracy_EveryWholePercent_KeepsExactlyThatMany()
    {
        // One error, in k-th place: kept from coverage k/100 on.
        for (int k = 1; k <= 100; k++)
        {
            bool[] correct = [.. Enumerable.Range(1, 100).Select(i => i != k)];
            RiskCoverageCurve curve = RiskCoverageCurve.FromConfidences([.. Enumerable.Range(0, 100).Select(i => -i / 8.0)], correct);
            Assert.That(curve.SelectiveAccuracy(k / 100.0), Is.EqualTo(1 - (1.0 / k)).Within(1e-15), $"with {k}");
            if (k > 1)
            {
                Assert.That(curve.SelectiveAccuracy((k - 1) / 100.0), Is.EqualTo(1), $"without {k}");
            }
        }
    }

    [TestCase(0.0, 0.25)]
    [TestCase(0.34, 0.75)]
    [TestCase(0.5, 1.0)]
    public void CoverageAtRisk_FourPredictions_IsTheLargestCoverage(double risk, double expected) =>
        Assert.That(Four().CoverageAtRisk(risk), Is.EqualTo(expected));

    [Test]
    public void CoverageAtRisk_NoCoverageIsThatSafe_IsNotANumber() =>
        Assert.That(RiskCoverageCurve.FromConfidences([0.9, 0.1], [false, true]).CoverageAtRisk(0.4), Is.NaN);
}
