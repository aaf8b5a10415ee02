namespace Uncertainty.Evaluation.Tests.Conformal;

[TestFixture]
internal sealed class PredictionSetMetricsTests
{
    /// <summary>Sets {}, {0}, {0, 2}, {1, 2}, {1} with labels 0, 0, 2, 0, 0.</summary>
    private static readonly bool[] Sets =
        [false, false, false, true, false, false, true, false, true, false, true, true, false, true, false];

    private static readonly long[] Labels = [0, 0, 2, 0, 0];

    [Test]
    public void ByHand()
    {
        Assert.That(PredictionSetMetrics.Coverage(Sets, 3, Labels), Is.EqualTo(0.4));
        Assert.That(PredictionSetMetrics.MeanSize(Sets, 3), Is.EqualTo(1.2));
        Assert.That(PredictionSetMetrics.EmptyShare(Sets, 3), Is.EqualTo(0.2));
        Assert.That(
            PredictionSetMetrics.CoverageBySize(Sets, 3, Labels),
            Is.EqualTo([new SizeStratum(0, 1, 0), new SizeStratum(1, 2, 0.5), new SizeStratum(2, 2, 0.5)]));
        Assert.That(PredictionSetMetrics.SizeStratifiedCoverage(Sets, 3, Labels), Is.Zero);
        Assert.That(PredictionSetMetrics.SizeStratifiedCoverage(Sets.AsSpan(3), 3, Labels.AsSpan(1)), Is.EqualTo(0.5));
        Assert.That(PredictionSetMetrics.CoverageByClass(Sets, 3, Labels), Is.EqualTo([0.25, double.NaN, 1]));
    }

    [Test]
    public void AllLabels_CoverEverything()
    {
        bool[] all = [true, true, true, true];
        Assert.That(PredictionSetMetrics.CoverageBySize(all, 2, [0, 1]), Is.EqualTo([new SizeStratum(2, 2, 1)]));
        Assert.That(PredictionSetMetrics.MeanSize(all, 2), Is.EqualTo(2));
    }
}
