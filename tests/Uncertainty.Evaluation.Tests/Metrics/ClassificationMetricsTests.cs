namespace Uncertainty.Evaluation.Tests;

[TestFixture]
internal sealed class ClassificationMetricsTests
{
    private static readonly double[] TwoRows = [0.7, 0.2, 0.1, 0.25, 0.25, 0.5];

    [Test]
    public void Accuracy_OneOfTwoRight_IsOneHalf() =>
        Assert.That(ClassificationMetrics.Accuracy(TwoRows, 3, [0, 1]), Is.EqualTo(0.5));

    [TestCase(0L, 1.0)]
    [TestCase(1L, 0.0)]
    public void Accuracy_EqualMaxima_PredictsTheLowestClass(long label, double expected) =>
        Assert.That(ClassificationMetrics.Accuracy([0.4, 0.4, 0.2], 3, [label]), Is.EqualTo(expected));

    [Test]
    public void NegativeLogLikelihood_TwoRows_IsTheMeanOfTheLogarithms() =>
        Assert.That(
            ClassificationMetrics.NegativeLogLikelihood(TwoRows, 3, [0, 1]),
            Is.EqualTo((-Math.Log(0.7) - Math.Log(0.25)) / 2).Within(1e-15));

    [Test]
    public void NegativeLogLikelihood_TrueClassOfProbabilityZero_IsInfinite() =>
        Assert.That(ClassificationMetrics.NegativeLogLikelihood([1, 0, 0.5, 0.5], 2, [1, 0]), Is.EqualTo(double.PositiveInfinity));

    [Test]
    public void NegativeLogLikelihood_SureAndRight_IsZero() =>
        Assert.That(ClassificationMetrics.NegativeLogLikelihood([1, 0, 0, 1], 2, [0, 1]), Is.Zero);

    [Test]
    public void BrierScore_TwoRows_IsTheMeanOfTheSquaredDistances() =>
        Assert.That(
            ClassificationMetrics.BrierScore(TwoRows, 3, [0, 1]),
            Is.EqualTo(((0.09 + 0.04 + 0.01) + (0.0625 + 0.5625 + 0.25)) / 2).Within(1e-15));

    [TestCase(0L, 0.0)]
    [TestCase(1L, 2.0)]
    public void BrierScore_SurePrediction_IsZeroOrTwo(long label, double expected) =>
        Assert.That(ClassificationMetrics.BrierScore([1, 0, 0], 3, [label]), Is.EqualTo(expected));

    [Test]
    public void AllMetrics_RandomRows_EqualTheLoopsOfTheFormulas()
    {
        const int Count = 500;
        const int Classes = 7;
        (double[] probabilities, long[] labels) = MetricData.Classification(1, Count, Classes);
        double hits = 0;
        double logLoss = 0;
        double brier = 0;
        for (int i = 0; i < Count; i++)
        {
            double[] row = probabilities[(i * Classes)..((i + 1) * Classes)];
            hits += Array.IndexOf(row, row.Max()) == labels[i] ? 1 : 0;
            logLoss += -Math.Log(row[labels[i]]);
            brier += row.Select((p, c) => Math.Pow(p - (c == labels[i] ? 1 : 0), 2)).Sum();
        }

        Assert.Multiple(() =>
        {
            Assert.That(ClassificationMetrics.Accuracy(probabilities, Classes, labels), Is.EqualTo(hits / Count));
            Assert.That(
                ClassificationMetrics.NegativeLogLikelihood(probabilities, Classes, labels), Is.EqualTo(logLoss / Count).Within(1e-12));
            Assert.That(ClassificationMetrics.BrierScore(probabilities, Classes, labels), Is.EqualTo(brier / Count).Within(1e-12));
        });
    }

    [Test]
    public void BrierScore_PermutedInputs_IsTheSame()
    {
        (double[] probabilities, long[] labels) = MetricData.Classification(2, 200, 3);
        int[] order = MetricData.Permutation(3, 200);
        double[] moved = [.. order.SelectMany(i => probabilities[(i * 3)..((i + 1) * 3)])];
        long[] movedLabels = [.. order.Select(i => labels[i])];
        Assert.That(
            ClassificationMetrics.BrierScore(moved, 3, movedLabels),
            Is.EqualTo(ClassificationMetrics.BrierScore(probabilities, 3, labels)).Within(1e-14));
    }

    [Test]
    public void Accuracy_RowsOffByTheRoundingOfSinglePrecision_IsComputed()
    {
        double[] single = [(float)0.1, (float)0.7, (float)0.2];
        Assert.That(ClassificationMetrics.Accuracy(single, 3, [1]), Is.EqualTo(1));
    }
}
