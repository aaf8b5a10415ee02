namespace Uncertainty.Evaluation.Tests;

[TestFixture]
internal sealed class SparsificationPointTests
{
    [Test]
    public void Points_ThreeInputs_ByHand()
    {
        // The order by uncertainty is 0, 2, 1; the errors that an oracle would remove first are those of 2 and 0.
        SparsificationCurve curve = SparsificationCurve.FromUncertainties([3, 1, 2], [3, 0, 6]);
        SparsificationPoint[] points = [.. curve.Points.OrderBy(point => point.Removed)];
        Assert.That(points.Select(point => point.Uncertainty), Is.EqualTo(new[] { 3.0, 2, 1 }));
        Assert.That(points.Select(point => point.Removed), Is.EqualTo(new[] { 0, 1.0 / 3, 2.0 / 3 }).Within(1e-15));
        Assert.That(points.Select(point => point.Error), Is.EqualTo(new[] { 3.0, 3, 0 }));
        Assert.That(points.Select(point => point.OracleError), Is.EqualTo(new[] { 3, 1.5, 0 }));
    }

    [Test]
    public void PredictionMetric_InABootstrap_IsWhatIsEstimated()
    {
        PredictionMetric metric = RegressionMetrics.MeanAbsoluteError;
        BootstrapInterval interval = Bootstrap.Interval([1, 2, 3, 4], [1, 3, 3, 6], metric);
        Assert.That(interval.Estimate, Is.EqualTo(0.75));
        Assert.That(interval.Lower, Is.InRange(0, 0.75));
        Assert.That(interval.Upper, Is.InRange(0.75, 2));
    }
}
