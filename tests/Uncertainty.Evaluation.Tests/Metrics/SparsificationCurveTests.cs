namespace Uncertainty.Evaluation.Tests;

[TestFixture]
internal sealed class SparsificationCurveTests
{
    [Test]
    public void Curve_FourInputs_ByHand()
    {
        // Removed first: 4 (error 1), then 3 (3), then 2 (0), then 1 (0). The oracle removes 3, 1, 0, 0.
        SparsificationCurve curve = SparsificationCurve.FromUncertainties([1, 2, 3, 4], [0, 0, 3, 1]);
        Assert.That(curve.Points.Select(point => point.Removed), Is.EqualTo(new[] { 0, 0.25, 0.5, 0.75 }));
        Assert.That(curve.Points.Select(point => point.Error), Is.EqualTo(new[] { 1, 1, 0, 0 }));
        Assert.That(curve.Points.Select(point => point.OracleError), Is.EqualTo(new[] { 1, 1.0 / 3, 0, 0 }).Within(1e-15));
        Assert.That(curve.AreaUnderCurve, Is.EqualTo(0.5));
        Assert.That(curve.AreaUnderSparsificationError, Is.EqualTo(0.5 - (4 / 12.0)).Within(1e-15));
        Assert.That(curve.NormalisedSparsificationError, Is.EqualTo(0.5 - (4 / 12.0)).Within(1e-15), "the mean error is 1");
        Assert.That(curve.AreaUnderRandomGain, Is.EqualTo(0.5));
        Assert.That(curve.ErrorAtCoverage(0.5), Is.Zero);
        Assert.That(curve.ErrorAtCoverage(0.6), Is.EqualTo(1));
    }

    [Test]
    public void Area_UncertaintiesAllEqual_IsChance()
    {
        SparsificationCurve curve = SparsificationCurve.FromUncertainties([7, 7, 7], [0, 1, 5]);
        Assert.That(curve.Points, Has.Count.EqualTo(1));
        Assert.That(curve.AreaUnderRandomGain, Is.Zero.Within(1e-14));
    }

    [Test]
    public void Area_UncertaintiesAreTheErrors_IsTheOracle()
    {
        double[] errors = MetricData.Uniform(4, 100);
        SparsificationCurve curve = SparsificationCurve.FromUncertainties(errors, errors);
        Assert.That(curve.AreaUnderSparsificationError, Is.Zero.Within(1e-14));
        Assert.That(curve.Points.Select(point => point.Error), Is.EqualTo(curve.Points.Select(point => point.OracleError)).Within(1e-14));
    }

    [Test]
    public void Area_ErrorsZeroAndOne_IsAurc()
    {
        double[] uncertainties = MetricData.Uniform(5, 200);
        bool[] wrong = [.. MetricData.Uniform(6, 200).Select(value => value < 0.3)];
        SparsificationCurve curve = SparsificationCurve.FromUncertainties(uncertainties, [.. wrong.Select(value => value ? 1.0 : 0)]);
        RiskCoverageCurve risks = RiskCoverageCurve.FromConfidences([.. uncertainties.Select(value => -value)], [.. wrong.Select(value => !value)]);
        Assert.That(curve.AreaUnderCurve, Is.EqualTo(risks.Aurc).Within(1e-14));
    }

    [Test]
    public void Area_TiedUncertainties_IsTheMeanOverTheirOrders()
    {
        // Kept: first 1, with error 2; then of the two others one, either, then both.
        SparsificationCurve curve = SparsificationCurve.FromUncertainties([1, 5, 5], [2, 0, 4]);
        double either = (((2 + 0) / 2.0) + ((2 + 4) / 2.0)) / 2;
        Assert.That(curve.AreaUnderCurve, Is.EqualTo((2 + either + 2) / 3).Within(1e-14));
    }

    [Test]
    public void Compute_InParts_EqualsAllAtOnce()
    {
        double[] uncertainties = MetricData.Uniform(7, 500);
        double[] errors = MetricData.Uniform(8, 500);
        SparsificationAccumulator parts = new();
        parts.Update(uncertainties.AsSpan(0, 123), errors.AsSpan(0, 123));
        parts.Update(uncertainties.AsSpan(123), errors.AsSpan(123));
        SparsificationCurve expected = SparsificationCurve.FromUncertainties(uncertainties, errors);
        Assert.That(parts.Compute().Points, Is.EqualTo(expected.Points));
        Assert.That(parts.Compute().AreaUnderSparsificationError, Is.EqualTo(expected.AreaUnderSparsificationError));
    }

    [Test]
    public void Compute_MoreUncertaintiesThanAreKept_IsNear()
    {
        double[] errors = MetricData.Uniform(9, 5000);
        double[] uncertainties = [.. errors.Zip(MetricData.Uniform(10, 5000), (error, noise) => error + noise)];
        SparsificationAccumulator small = new(distinctScores: 256);
        small.Update(uncertainties, errors);
        SparsificationCurve expected = SparsificationCurve.FromUncertainties(uncertainties, errors);
        Assert.That(small.Compute().AreaUnderCurve, Is.EqualTo(expected.AreaUnderCurve).Within(1e-3));
        Assert.That(small.Compute().OracleArea, Is.EqualTo(expected.OracleArea).Within(1e-3));
    }
}
