namespace Uncertainty.Evaluation.Tests;

[TestFixture]
internal sealed class DrawMetricsTests
{
    [Test]
    public void Crps_TwoDraws_ByHand()
    {
        // Draws 0 and 2 around 1: errors 1 and 1; of four pairs two differ by 2, so that ½ E|x - x'| is ½; fair: of two pairs both do.
        Assert.That(DrawMetrics.Crps([0, 2], [1]), Is.EqualTo(0.5));
        Assert.That(DrawMetrics.Crps([0, 2], [1], fair: true), Is.Zero);
        Assert.That(DrawMetrics.Crps([3], [1]), Is.EqualTo(2), "one draw: the absolute error");
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Crps_RandomDraws_EqualsAllPairs(bool fair)
    {
        const int count = 7;
        const int inputs = 5;
        double[] draws = MetricData.Uniform(1, count * inputs);
        double[] targets = MetricData.Uniform(2, inputs);
        double expected = 0;
        for (int i = 0; i < inputs; i++)
        {
            double[] column = [.. Enumerable.Range(0, count).Select(s => draws[(s * inputs) + i])];
            double pairs = column.Sum(x => column.Sum(other => Math.Abs(x - other)));
            expected += column.Average(x => Math.Abs(x - targets[i])) - (pairs / (2.0 * (fair ? count * (count - 1) : count * count)));
        }

        Assert.That(DrawMetrics.Crps(draws, targets, fair), Is.EqualTo(expected / inputs).Within(1e-14));
    }

    [Test]
    public void Crps_ManyDrawsOfANormal_IsThatOfTheNormal()
    {
        double[] draws = [.. Enumerable.Range(0, 20_000).Select(i => MathNet.Numerics.Distributions.Normal.InvCDF(1, 2, (i + 0.5) / 20_000))];
        Assert.That(DrawMetrics.Crps(draws, [2.5]), Is.EqualTo(RegressionMetrics.GaussianCrps([1], [2], [2.5])).Within(1e-4));
    }

    [Test]
    public void Crps_DrawsFarFromZero_KeepsItsDigits() =>
        Assert.That(DrawMetrics.Crps([1e9, 1e9 + 2], [1e9 + 1]), Is.EqualTo(0.5));

    [Test]
    public void ThresholdBrierScore_ByHand()
    {
        // Half of the draws lie above 1, where the first target is and the second is not; equal is not above.
        Assert.That(DrawMetrics.ThresholdBrierScore([0, 1, 2, 3], [1.5, 1], 1), Is.EqualTo(0.25));
        Assert.That(DrawMetrics.ThresholdBrierScore([2, 2], [3], 1), Is.Zero);
    }

    [Test]
    public void CentralIntervals_ElevenDraws_AreItsQuantiles()
    {
        double[] draws = [.. MetricData.Permutation(3, 11).SelectMany(value => new double[] { value, 10 * value })];
        PredictionIntervals intervals = DrawMetrics.CentralIntervals(draws, inputs: 2, mass: 0.8);
        Assert.That(intervals.Lower.ToArray(), Is.EqualTo(new double[] { 1, 10 }).Within(1e-12));
        Assert.That(intervals.Upper.ToArray(), Is.EqualTo(new double[] { 9, 90 }).Within(1e-12));
    }

    [Test]
    public void Quantiles_OfValues_LeaveThemAsTheyAre()
    {
        double[] values = [3, 1, 2];
        Assert.That(Quantiles.Of(values, 0.25), Is.EqualTo(1.5));
        Assert.That(Quantiles.Of(values, [0, 0.5, 1], QuantileRule.Lower), Is.EqualTo(new double[] { 1, 2, 3 }));
        Assert.That(values, Is.EqualTo(new double[] { 3, 1, 2 }));
    }
}
