namespace Uncertainty.Evaluation.Tests;

[TestFixture]
internal sealed class RiskCoverageAccumulatorTests
{
    [Test]
    public void Compute_DistinctConfidencesInParts_EqualsTheCurve()
    {
        (double[] confidences, bool[] correct) = MetricData.Ranking(5, 3000);
        RiskCoverageCurve expected = RiskCoverageCurve.FromConfidences(confidences, correct);
        RiskCoverageAccumulator accumulator = new();
        accumulator.Update(confidences.AsSpan(0, 1234), correct.AsSpan(0, 1234));
        accumulator.Update(confidences.AsSpan(1234), correct.AsSpan(1234));
        RiskCoverageCurve got = accumulator.Compute();
        Assert.That(got.Points, Is.EqualTo(expected.Points));
        Assert.That(got.Aurc, Is.EqualTo(expected.Aurc).Within(1e-12));
        Assert.That(got.ExcessAurc, Is.EqualTo(expected.ExcessAurc).Within(1e-12));
        Assert.That(got.Augrc, Is.EqualTo(expected.Augrc).Within(1e-12));
    }

    [Test]
    public void Aurc_EqualConfidences_IsTheMeanOverTheirOrders()
    {
        double[] confidences = [0.9, 0.5, 0.5, 0.5, 0.5, 0.1];
        bool[] correct = [true, true, false, true, false, false];
        RiskCoverageAccumulator accumulator = new();
        accumulator.Update(confidences, correct);

        double sum = 0;
        const int Orders = 20_000;
        for (int seed = 0; seed < Orders; seed++)
        {
            int[] order = MetricData.Permutation(seed, confidences.Length);
            sum += RiskCoverageCurve.FromConfidences([.. order.Select(i => confidences[i])], [.. order.Select(i => correct[i])]).Aurc;
        }

        Assert.That(accumulator.Compute().Aurc, Is.EqualTo(sum / Orders).Within(1e-3));
    }

    [Test]
    public void Compute_MoreConfidencesThanAreKept_IsClose()
    {
        (double[] confidences, bool[] correct) = MetricData.Ranking(6, 100_000);
        RiskCoverageCurve expected = RiskCoverageCurve.FromConfidences(confidences, correct);
        RiskCoverageAccumulator accumulator = new(distinctConfidences: 500);
        accumulator.Update(confidences, correct);
        RiskCoverageCurve got = accumulator.Compute();
        Assert.That(got.Points, Has.Count.LessThanOrEqualTo(1001));
        Assert.That(got.Aurc, Is.EqualTo(expected.Aurc).Within(1e-4));
        Assert.That(got.SelectiveAccuracy(0.3), Is.EqualTo(expected.SelectiveAccuracy(0.3)).Within(5e-3));
    }

    [Test]
    public void Augrc_ByHand()
    {
        // Kept errors / N at coverages ¼, ¾ (two tie) and 1: 0, ¼, ½.
        RiskCoverageCurve curve = RiskCoverageCurve.FromConfidences([0.9, 0.5, 0.5, 0.1], [true, false, true, false]);
        Assert.That(curve.Augrc, Is.EqualTo((0.5 * (0 + 0.25) / 2) + (0.25 * (0.25 + 0.5) / 2)).Within(1e-15));
    }

    [Test]
    public void Compute_NothingYet_IsAnError() =>
        Assert.Throws<InvalidOperationException>(() => new RiskCoverageAccumulator().Compute());
}
