namespace Uncertainty.Evaluation.Tests;

[TestFixture]
internal sealed class ReliabilityAccumulatorTests
{
    [TestCase(Binning.RightClosed)]
    [TestCase(Binning.LeftClosed)]
    [TestCase(Binning.EqualCount)]
    public void Compute_InParts_EqualsAllAtOnce(Binning binning)
    {
        (double[] probabilities, long[] labels) = MetricData.Classification(7, 1000, 3);
        ReliabilityAccumulator accumulator = new(12, binning);
        accumulator.Update(probabilities.AsSpan(0, 900), 3, labels.AsSpan(0, 300));
        accumulator.Update(probabilities.AsSpan(900), 3, labels.AsSpan(300));
        ReliabilityDiagram expected = ReliabilityDiagram.FromProbabilities(probabilities, 3, labels, 12, binning);
        Assert.That(accumulator.Compute().Bins, Is.EqualTo(expected.Bins));
        Assert.That(accumulator.Count, Is.EqualTo(1000));
    }

    [TestCase(10, 4)]
    [TestCase(11, 4)]
    [TestCase(200, 15)]
    public void EqualCount_DistinctConfidences_EqualsTheLoopOverRuns(int inputs, int bins)
    {
        double[] confidences = MetricData.Uniform(8, inputs);
        bool[] correct = [.. confidences.Select((_, i) => i % 3 > 0)];
        int[] order = [.. Enumerable.Range(0, inputs).OrderBy(i => confidences[i])];
        double error = 0;
        int first = 0;
        for (int bin = 0; bin < bins; bin++)
        {
            int[] run = [.. order.Skip(first).Take((inputs / bins) + (bin < inputs % bins ? 1 : 0))];
            first += run.Length;
            error += Math.Abs(run.Sum(i => (correct[i] ? 1 : 0) - confidences[i])) / inputs;
        }

        ReliabilityDiagram diagram = ReliabilityDiagram.FromConfidences(confidences, correct, bins, Binning.EqualCount);
        Assert.That(diagram.ExpectedCalibrationError, Is.EqualTo(error).Within(1e-12));
        Assert.That(diagram.Bins, Has.Count.EqualTo(bins));
        Assert.That(diagram.Bins.Sum(bin => bin.Count), Is.EqualTo(inputs));
        Assert.That(diagram.Bins.Max(bin => bin.Count) - diagram.Bins.Min(bin => bin.Count), Is.LessThanOrEqualTo(1));
    }

    [Test]
    public void EqualCount_AllConfidencesEqual_HasTheSameAccuracyInEachBin()
    {
        ReliabilityDiagram diagram = ReliabilityDiagram.FromConfidences([0.8, 0.8, 0.8, 0.8], [true, true, true, false], 2, Binning.EqualCount);
        Assert.That(diagram.Bins.Select(bin => bin.Accuracy), Is.EqualTo(new[] { 0.75, 0.75 }));
        Assert.That(diagram.ExpectedCalibrationError, Is.EqualTo(0.05).Within(1e-15));
    }

    [Test]
    public void EqualCount_FewerInputsThanBins_LeavesTheLastOnesEmpty()
    {
        ReliabilityDiagram diagram = ReliabilityDiagram.FromConfidences([0.2, 0.6], [true, false], 3, Binning.EqualCount);
        Assert.That(diagram.Bins.Select(bin => bin.Count), Is.EqualTo(new[] { 1, 1, 0 }));
        Assert.That(diagram.Bins[2].Accuracy, Is.NaN);
        Assert.That(diagram.ExpectedCalibrationError, Is.EqualTo((0.8 + 0.6) / 2).Within(1e-15));
    }

    [Test]
    public void AverageCalibrationError_ByHand_LeavesEmptyBinsOut()
    {
        ReliabilityDiagram diagram = ReliabilityDiagram.FromConfidences([0.1, 0.1, 0.1, 0.9], [false, false, false, true], 2);
        Assert.That(diagram.AverageCalibrationError, Is.EqualTo(0.1).Within(1e-15));
        Assert.That(ReliabilityDiagram.FromConfidences([0.9], [true], 10).AverageCalibrationError, Is.EqualTo(0.1).Within(1e-15));
    }

    [Test]
    public void Compute_NothingYet_IsAnError() =>
        Assert.Throws<InvalidOperationException>(() => new ReliabilityAccumulator().Compute());
}
