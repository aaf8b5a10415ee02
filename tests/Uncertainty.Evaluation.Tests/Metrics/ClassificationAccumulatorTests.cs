namespace Uncertainty.Evaluation.Tests;

[TestFixture]
internal sealed class ClassificationAccumulatorTests
{
    private const int Classes = 4;

    [Test]
    public void All_RandomRows_EqualsEachMetricByItself()
    {
        (double[] probabilities, long[] labels) = MetricData.Classification(11, 700, Classes);
        ClassificationSummary all = Metrics.All(probabilities, Classes, labels, new ClassificationMetricOptions { TopClasses = 2, Bins = 9 });
        ReliabilityDiagram reliability = ReliabilityDiagram.FromProbabilities(probabilities, Classes, labels, 9);
        Assert.Multiple(() =>
        {
            Assert.That(all.Inputs, Is.EqualTo(700));
            Assert.That(all.Accuracy, Is.EqualTo(ClassificationMetrics.Accuracy(probabilities, Classes, labels)));
            Assert.That(all.TopAccuracy, Is.EqualTo(ClassificationMetrics.TopAccuracy(probabilities, Classes, labels, 2)));
            Assert.That(
                all.NegativeLogLikelihood,
                Is.EqualTo(ClassificationMetrics.NegativeLogLikelihood(probabilities, Classes, labels)).Within(1e-13));
            Assert.That(all.BrierScore, Is.EqualTo(ClassificationMetrics.BrierScore(probabilities, Classes, labels)).Within(1e-13));
            Assert.That(all.Reliability.Bins, Is.EqualTo(reliability.Bins));
            Assert.That(all.ExpectedCalibrationError, Is.EqualTo(reliability.ExpectedCalibrationError));
            Assert.That(
                all.AdaptiveReliability.Bins,
                Is.EqualTo(ReliabilityDiagram.FromProbabilities(probabilities, Classes, labels, 9, Binning.EqualCount).Bins));
        });
    }

    [Test]
    public void All_RandomRows_ReadsConfidencesAsTheCurvesDo()
    {
        (double[] probabilities, long[] labels) = MetricData.Classification(12, 400, Classes);
        ClassificationSummary all = Metrics.All(probabilities, Classes, labels);
        double[] confidences = [.. Rows(probabilities).Select(row => row.Max())];
        bool[] correct = [.. Rows(probabilities).Select((row, i) => Array.IndexOf(row, row.Max()) == labels[i])];
        RankingSummary errors = Metrics.All([.. confidences.Select(value => -value)], [.. correct.Select(value => !value)]);
        Assert.That(all.RiskCoverage.Aurc, Is.EqualTo(RiskCoverageCurve.FromConfidences(confidences, correct).Aurc).Within(1e-12));
        Assert.That(all.ErrorDetection, Is.EqualTo(errors));
    }

    [Test]
    public void Compute_InParts_EqualsAllAtOnce()
    {
        (double[] probabilities, long[] labels) = MetricData.Classification(13, 900, Classes);
        ClassificationAccumulator accumulator = new(Classes);
        for (int first = 0; first < labels.Length; first += 128)
        {
            int count = Math.Min(128, labels.Length - first);
            accumulator.Update(probabilities.AsSpan(first * Classes, count * Classes), labels.AsSpan(first, count));
        }

        ClassificationSummary got = accumulator.Compute();
        ClassificationSummary expected = Metrics.All(probabilities, Classes, labels);
        Assert.That(got.NegativeLogLikelihood, Is.EqualTo(expected.NegativeLogLikelihood));
        Assert.That(got.ClasswiseCalibrationError, Is.EqualTo(expected.ClasswiseCalibrationError));
        Assert.That(got.TopLabelCalibrationError, Is.EqualTo(expected.TopLabelCalibrationError));
        Assert.That(got.BrierDecomposition, Is.EqualTo(expected.BrierDecomposition));
        Assert.That(got.ErrorDetection, Is.EqualTo(expected.ErrorDetection));
        Assert.That(got.RiskCoverage.Points, Is.EqualTo(expected.RiskCoverage.Points));
    }

    [Test]
    public void CalibrationErrors_RandomRows_EqualTheLoopsOverClasses()
    {
        (double[] probabilities, long[] labels) = MetricData.Classification(14, 500, Classes);
        double[][] rows = Rows(probabilities);
        double classwise = 0;
        double top = 0;
        for (int c = 0; c < Classes; c++)
        {
            classwise += ReliabilityDiagram.FromConfidences(
                [.. rows.Select(row => row[c])], [.. labels.Select(label => label == c)]).ExpectedCalibrationError / Classes;
            int[] predicted = [.. Enumerable.Range(0, rows.Length).Where(i => Array.IndexOf(rows[i], rows[i].Max()) == c)];
            top += ReliabilityDiagram.FromConfidences(
                [.. predicted.Select(i => rows[i][c])],
                [.. predicted.Select(i => labels[i] == c)]).ExpectedCalibrationError * predicted.Length / rows.Length;
        }

        ClassificationSummary all = Metrics.All(probabilities, Classes, labels);
        Assert.That(all.ClasswiseCalibrationError, Is.EqualTo(classwise).Within(1e-13));
        Assert.That(all.TopLabelCalibrationError, Is.EqualTo(top).Within(1e-13));
    }

    [Test]
    public void BrierDecomposition_ForecastsOfFewValues_AreMurphysTerms()
    {
        // Two forecasts, each in a bin of its own: nothing varies within bins.
        double[] probabilities = [.. Enumerable.Range(0, 10).SelectMany(i => i < 6 ? new[] { 0.8, 0.2 } : [0.3, 0.7])];
        long[] labels = [0, 0, 0, 1, 0, 1, 1, 1, 0, 1];
        BrierDecomposition parts = Metrics.All(probabilities, 2, labels).BrierDecomposition;
        double first = 4.0 / 6;
        double second = 1.0 / 4;
        double all = 5.0 / 10;
        Assert.That(
            parts.Reliability, Is.EqualTo(2 * ((0.6 * (0.8 - first) * (0.8 - first)) + (0.4 * (0.3 - second) * (0.3 - second)))).Within(1e-14));
        Assert.That(
            parts.Resolution, Is.EqualTo(2 * ((0.6 * (first - all) * (first - all)) + (0.4 * (second - all) * (second - all)))).Within(1e-14));
        Assert.That(parts.Uncertainty, Is.EqualTo(2 * all * (1 - all)).Within(1e-14));
    }

    [Test]
    public void BrierDecomposition_RandomRows_HoldsWhatVariesWithinBins()
    {
        (double[] probabilities, long[] labels) = MetricData.Classification(15, 600, Classes);
        ClassificationSummary all = Metrics.All(probabilities, Classes, labels);
        double resolution = 0;
        foreach (int c in Enumerable.Range(0, Classes))
        {
            double share = labels.Count(label => label == c) / 600.0;
            IEnumerable<IGrouping<int, (double P, double O)>> binned = Rows(probabilities).Select((row, i) => (P: row[c], O: labels[i] == c ? 1.0 : 0))
                .GroupBy(pair => (int)Math.Ceiling(pair.P * 15));
            foreach (IGrouping<int, (double P, double O)> bin in binned)
            {
                double mean = bin.Average(pair => pair.P);
                double rate = bin.Average(pair => pair.O);
                resolution += bin.Count() * (rate - share) * (rate - share) / 600;
                resolution -= bin.Sum(pair => (pair.P - mean) * (pair.P - mean)) / 600;
                resolution += 2 * bin.Sum(pair => (pair.P - mean) * (pair.O - rate)) / 600;
            }
        }

        Assert.That(all.BrierDecomposition.Resolution, Is.EqualTo(resolution).Within(1e-13));
        Assert.That(all.BrierDecomposition.Score, Is.EqualTo(all.BrierScore).Within(1e-14));
    }

    [TestCase(1, 0.25)]
    [TestCase(2, 0.75)]
    [TestCase(3, 1)]
    public void TopAccuracy_EqualProbabilities_LowerClassesComeFirst(int top, double expected)
    {
        double[] probabilities = [0.5, 0.3, 0.2, 0.4, 0.4, 0.2, 0.2, 0.4, 0.4, 0.3, 0.3, 0.4];
        Assert.That(ClassificationMetrics.TopAccuracy(probabilities, 3, [0, 1, 2, 1], top), Is.EqualTo(expected).Within(1e-15));
    }

    [Test]
    public void ErrorDetection_NoErrors_IsNull() =>
        Assert.That(Metrics.All([0.9, 0.1, 0.2, 0.8], 2, [0, 1]).ErrorDetection, Is.Null);

    [Test]
    public void Constructor_MoreTopClassesThanClasses_IsAnError()
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => _ = new ClassificationAccumulator(3, new ClassificationMetricOptions { TopClasses = 4 }))!;
        Assert.That(error.Message, Does.Contain("4").And.Contain("3"));
    }

    [Test]
    public void Update_OneBadRow_TakesNothingIn()
    {
        ClassificationAccumulator accumulator = new(2);
        Assert.Throws<ArgumentException>(() => accumulator.Update([0.5, 0.5, 0.5, 0.4], [0, 1]));
        Assert.That(accumulator.Count, Is.Zero);
        Assert.Throws<InvalidOperationException>(() => accumulator.Compute());
    }

    private static double[][] Rows(double[] probabilities) => [.. probabilities.Chunk(Classes)];
}
