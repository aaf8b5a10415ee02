using Uncertainty.Testing;

namespace Uncertainty.Evaluation.Tests;

internal static partial class ReferenceFunctions
{
    private delegate double ClassificationMetric(ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<long> labels);

    private static Dictionary<string, Func<ReferenceCase, object>> Calibration => new()
    {
        ["calibration.nll"] = c => Reduced(c, ClassificationMetrics.NegativeLogLikelihood),
        ["calibration.brier"] = c => Reduced(c, ClassificationMetrics.BrierScore),
        ["calibration.ece"] = c => Diagram(c).ExpectedCalibrationError,
        ["calibration.mce"] = c => Diagram(c).MaximumCalibrationError,
        ["calibration.rmsce"] = c => Diagram(c).RootMeanSquareCalibrationError,
        ["calibration.binary_ece"] = c => BinaryError(c),
        ["calibration.reliability_diagram"] = ReliabilityBins,
    };

    private static int Classes(ReferenceCase c) => (int)c.Shape("probs")[1];

    /// <summary>The members give means; single inputs come one by one.</summary>
    private static object Reduced(ReferenceCase c, ClassificationMetric metric)
    {
        double[] probabilities = c.Numbers("probs");
        long[] labels = c.WholeNumbers("labels");
        int classes = Classes(c);
        return c.Text("reduction") switch
        {
            "mean" => metric(probabilities, classes, labels),
            "sum" => metric(probabilities, classes, labels) * labels.Length,
            "none" => labels.Select((label, i) => metric(probabilities.AsSpan(i * classes, classes), classes, [label])).ToArray(),
            string other => throw new FormatException($"Unknown reduction '{other}'."),
        };
    }

    private static ReliabilityDiagram Diagram(ReferenceCase c) => ReliabilityDiagram.FromProbabilities(
        c.Numbers("probs"), Classes(c), c.WholeNumbers("labels"), c.WholeNumber("n_bins"), BinEdges.LeftClosed);

    private static double BinaryError(ReferenceCase c)
    {
        ReliabilityDiagram diagram = ReliabilityDiagram.FromConfidences(
            c.Numbers("scores"), c.Flags("labels"), c.WholeNumber("n_bins"), BinEdges.LeftClosed);
        return c.Text("norm") switch
        {
            "l1" => diagram.ExpectedCalibrationError,
            "l2" => diagram.RootMeanSquareCalibrationError,
            "max" => diagram.MaximumCalibrationError,
            string other => throw new FormatException($"Unknown norm '{other}'."),
        };
    }

    /// <summary>Empty bins read 0 there and are not numbers here.</summary>
    private static Dictionary<string, object> ReliabilityBins(ReferenceCase c)
    {
        ReliabilityDiagram diagram = Diagram(c);
        return Members(
            ("accuracy", Filled(bin => bin.Accuracy)),
            ("confidence", Filled(bin => bin.MeanConfidence)),
            ("share", Filled(bin => (double)bin.Count / diagram.Inputs)));

        double[] Filled(Func<ReliabilityBin, double> read) => [.. diagram.Bins.Select(bin => bin.Count == 0 ? 0 : read(bin))];
    }
}
