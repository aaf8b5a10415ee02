using Uncertainty.Testing;

namespace Uncertainty.Evaluation.Tests;

[TestFixture]
internal sealed class ReliabilityDiagramTests
{
    [Test]
    public void Bins_FourConfidencesInTwoBins_HoldCountsAndMeans()
    {
        ReliabilityDiagram diagram = ReliabilityDiagram.FromConfidences([0.2, 0.4, 0.9, 0.7], [true, false, true, true], bins: 2);
        Assert.That(diagram.Bins, Has.Count.EqualTo(2));
        Assert.Multiple(() =>
        {
            Assert.That(diagram.Inputs, Is.EqualTo(4));
            Assert.That(diagram.Binning, Is.EqualTo(Binning.RightClosed));
            Assert.That((diagram.Bins[0].Lower, diagram.Bins[0].Upper, diagram.Bins[0].Count), Is.EqualTo((0.0, 0.5, 2)));
            Assert.That(diagram.Bins[0].MeanConfidence, Is.EqualTo(0.3).Within(1e-15));
            Assert.That(diagram.Bins[0].Accuracy, Is.EqualTo(0.5));
            Assert.That(diagram.Bins[0].Gap, Is.EqualTo(0.2).Within(1e-15));
            Assert.That(diagram.Bins[1].Gap, Is.EqualTo(0.2).Within(1e-15));
        });
    }

    [Test]
    public void Errors_GapsOfOneTenthAndThreeTenths_AreMeanLargestAndRootMeanSquare()
    {
        // Three inputs with gap 0.1 and one with gap -0.7.
        ReliabilityDiagram diagram = ReliabilityDiagram.FromConfidences([0.9, 0.9, 0.9, 0.7], [true, true, true, false], bins: 5);
        Assert.Multiple(() =>
        {
            Assert.That(diagram.ExpectedCalibrationError, Is.EqualTo((3 * 0.1 + 0.7) / 4).Within(1e-15));
            Assert.That(diagram.MaximumCalibrationError, Is.EqualTo(0.7).Within(1e-15));
            Assert.That(
                diagram.RootMeanSquareCalibrationError, Is.EqualTo(Math.Sqrt((3 * 0.01 + 0.49) / 4)).Within(1e-15));
        });
    }

    [Test]
    public void Bins_Empty_HaveNoMeans()
    {
        ReliabilityBin empty = ReliabilityDiagram.FromConfidences([0.9], [true], bins: 2).Bins[0];
        Assert.Multiple(() =>
        {
            Assert.That(empty.Count, Is.Zero);
            Assert.That(empty.MeanConfidence, Is.NaN);
            Assert.That(empty.Accuracy, Is.NaN);
            Assert.That(empty.Gap, Is.NaN);
        });
    }

    // An edge is the double nearest to k/M. The product of confidence and M alone misplaces 0.07 and 0.29 of 100 bins, and the last
    // double below 0.9 of ten.
    [TestCase(0.0, 10, Binning.RightClosed, 0)]
    [TestCase(0.1, 10, Binning.RightClosed, 0)]
    [TestCase(0.3, 10, Binning.RightClosed, 2)]
    [TestCase(0.6, 10, Binning.RightClosed, 5)]
    [TestCase(0.7, 10, Binning.RightClosed, 6)]
    [TestCase(0.07, 100, Binning.RightClosed, 6)]
    [TestCase(0.29, 100, Binning.RightClosed, 28)]
    [TestCase(0.8999999999999999, 10, Binning.RightClosed, 8)]
    [TestCase(0.9000000000000001, 10, Binning.RightClosed, 9)]
    [TestCase(1.0, 10, Binning.RightClosed, 9)]
    [TestCase(0.0, 10, Binning.LeftClosed, 0)]
    [TestCase(0.1, 10, Binning.LeftClosed, 1)]
    [TestCase(0.3, 10, Binning.LeftClosed, 3)]
    [TestCase(0.6, 10, Binning.LeftClosed, 6)]
    [TestCase(0.7, 10, Binning.LeftClosed, 7)]
    [TestCase(0.29, 100, Binning.LeftClosed, 29)]
    [TestCase(0.8999999999999999, 10, Binning.LeftClosed, 8)]
    [TestCase(1.0, 10, Binning.LeftClosed, 10)]
    [TestCase(0.99999, 10, Binning.LeftClosed, 9)]
    public void Bins_ConfidenceOnAnEdge_GoesToTheSideOfTheConvention(double confidence, int bins, Binning binning, int expected)
    {
        ReliabilityDiagram diagram = ReliabilityDiagram.FromConfidences([confidence], [true], bins, binning);
        Assert.That(diagram.Bins.Select((bin, i) => (bin.Count, i)).Single(entry => entry.Count == 1).i, Is.EqualTo(expected));
    }

    [TestCase(Binning.RightClosed, 15)]
    [TestCase(Binning.LeftClosed, 16)]
    public void Bins_Default_AreFifteenAndCoverTheUnitInterval(Binning binning, int expected)
    {
        ReliabilityDiagram diagram = ReliabilityDiagram.FromConfidences([0.5], [true], binning: binning);
        Assert.That(diagram.Bins, Has.Count.EqualTo(expected));
        Assert.That(diagram.Bins[0].Lower, Is.Zero);
        Assert.That(diagram.Bins[^1].Upper, Is.EqualTo(1));
    }

    [Test]
    public void FromProbabilities_EqualMaxima_TakesTheLowestClass()
    {
        ReliabilityDiagram diagram = ReliabilityDiagram.FromProbabilities([0.4, 0.4, 0.2, 0.4, 0.4, 0.2], 3, [0, 1], bins: 1);
        Assert.That(diagram.Bins[0].Accuracy, Is.EqualTo(0.5));
    }

    [Test]
    public void FromProbabilities_LargestAboveOneByRounding_CountsAsOne()
    {
        double over = 1 + 1e-7;
        Assert.That(ReliabilityDiagram.FromProbabilities([over, 0], 2, [0], 10).Bins[9].Count, Is.EqualTo(1));
        Assert.That(ReliabilityDiagram.FromProbabilities([over, 0], 2, [0], 10, Binning.LeftClosed).Bins[10].Count, Is.EqualTo(1));
    }

    [TestCase(1, Binning.RightClosed)]
    [TestCase(7, Binning.RightClosed)]
    [TestCase(15, Binning.LeftClosed)]
    public void Errors_RandomRows_EqualTheLoopOverBins(int bins, Binning binning)
    {
        (double[] probabilities, long[] labels) = MetricData.Classification(4, 1000, 4);
        double expected = 0;
        double largest = 0;
        double squares = 0;
        for (int bin = 0; bin < bins; bin++)
        {
            (double Confidence, bool Correct)[] inside = [.. Enumerable.Range(0, 1000)
                .Select(i => probabilities[(i * 4)..((i + 1) * 4)])
                .Select((row, i) => (Confidence: row.Max(), Correct: Array.IndexOf(row, row.Max()) == labels[i]))
                .Where(entry => entry.Confidence > (double)bin / bins && entry.Confidence < (bin + 1.0) / bins)];
            if (inside.Length == 0)
            {
                continue;
            }

            double gap = Math.Abs(inside.Average(entry => entry.Correct ? 1 : 0) - inside.Average(entry => entry.Confidence));
            expected += inside.Length * gap / 1000;
            squares += inside.Length * gap * gap / 1000;
            largest = Math.Max(largest, gap);
        }

        ReliabilityDiagram diagram = ReliabilityDiagram.FromProbabilities(probabilities, 4, labels, bins, binning);
        Assert.Multiple(() =>
        {
            Assert.That(diagram.ExpectedCalibrationError, Is.EqualTo(expected).Within(1e-13));
            Assert.That(diagram.MaximumCalibrationError, Is.EqualTo(largest).Within(1e-13));
            Assert.That(diagram.RootMeanSquareCalibrationError, Is.EqualTo(Math.Sqrt(squares)).Within(1e-13));
            Assert.That(diagram.RootMeanSquareCalibrationError, Is.GreaterThanOrEqualTo(diagram.ExpectedCalibrationError - 1e-15));
            Assert.That(diagram.Bins.Sum(bin => bin.Count), Is.EqualTo(1000));
        });
    }

    [Test]
    public void FromConfidences_ConfidencesAndHitsOfProbabilities_AreTheSameDiagram()
    {
        (double[] probabilities, long[] labels) = MetricData.Classification(5, 300, 3);
        double[][] rows = [.. Enumerable.Range(0, 300).Select(i => probabilities[(i * 3)..((i + 1) * 3)])];
        ReliabilityDiagram expected = ReliabilityDiagram.FromProbabilities(probabilities, 3, labels);
        ReliabilityDiagram got = ReliabilityDiagram.FromConfidences(
            [.. rows.Select(row => row.Max())], [.. rows.Select((row, i) => Array.IndexOf(row, row.Max()) == labels[i])]);
        Assert.That(got.Bins, Is.EqualTo(expected.Bins));
    }

    // Peers that bin by (a, b], which is the default here; the recorded references are those of [a, b).
    [TestCase("ece_l1/on_edges/n_bins=8__idogalil")]
    [TestCase("ece_l1/on_edges/n_bins=8__ddu")]
    public void ExpectedCalibrationError_RightClosed_EqualsPeersOfThatConvention(string name)
    {
        ReferenceCase peer = ReferenceCases.Find("calibration", name);
        ReliabilityDiagram diagram = ReliabilityDiagram.FromProbabilities(
            peer.Numbers("probs"), (int)peer.Shape("probs")[1], peer.WholeNumbers("labels"), peer.WholeNumber("n_bins"));
        peer.AssertMetBy(diagram.ExpectedCalibrationError);
    }

    [Test]
    public void MaximumCalibrationError_RightClosed_EqualsAPeerOfThatConvention()
    {
        ReferenceCase peer = ReferenceCases.Find("calibration", "mce/on_edges/n_bins=8__idogalil");
        ReliabilityDiagram diagram = ReliabilityDiagram.FromProbabilities(
            peer.Numbers("probs"), (int)peer.Shape("probs")[1], peer.WholeNumbers("labels"), peer.WholeNumber("n_bins"));
        peer.AssertMetBy(diagram.MaximumCalibrationError);
    }
}
