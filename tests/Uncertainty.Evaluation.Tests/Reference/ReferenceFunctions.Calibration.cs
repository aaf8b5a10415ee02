using Uncertainty.Testing;

namespace Uncertainty.Evaluation.Tests;

internal static partial class ReferenceFunctions
{
    private static Dictionary<string, Func<ReferenceCase, object>> Calibration => new()
    {
        ["calibration.nll"] = c => Reduced(c, ClassificationMetrics.NegativeLogLikelihood),
        ["calibration.brier"] = c => Reduced(c, ClassificationMetrics.BrierScore),
        ["calibration.ece"] = c => Diagram(c).ExpectedCalibrationError,
        ["calibration.mce"] = c => Diagram(c).MaximumCalibrationError,
        ["calibration.rmsce"] = c => Diagram(c).RootMeanSquareCalibrationError,
        ["calibration.binary_ece"] = c => BinaryError(c),
        ["calibration.reliability_diagram"] = ReliabilityBins,
        ["calibration.average_calibration_error"] = c => AverageError(c),
        ["calibration.adaptive_ece"] = c => Normed(c, ReliabilityDiagram.FromProbabilities(
            c.Numbers("probs"), Classes(c), c.WholeNumbers("labels"), c.WholeNumber("n_bins"), Binning.EqualCount)),
        ["calibration.binary_adaptive_ece"] = c => BinaryAdaptiveError(c),
        ["calibration.classwise_ece"] = c => Metrics.All(
            c.Numbers("probs"),
            Classes(c),
            c.WholeNumbers("labels"),
            new ClassificationMetricOptions { Bins = c.WholeNumber("n_bins"), Binning = Binning.LeftClosed }).ClasswiseCalibrationError,
        ["calibration.tace"] = c => ThresholdedAdaptiveCalibration.Error(
            c.Numbers("probs"), Classes(c), c.WholeNumbers("labels"), c.WholeNumber("n_bins"), c.Number("threshold")),
        ["calibration.brier_binary"] = c => ClassificationMetrics.BrierScore(c.Numbers("probs"), Classes(c), c.WholeNumbers("labels")) / 2,
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
        c.Numbers("probs"), Classes(c), c.WholeNumbers("labels"), c.WholeNumber("n_bins"), Binning.LeftClosed);

    private static double BinaryError(ReferenceCase c) => Normed(c, ReliabilityDiagram.FromConfidences(
        c.Numbers("scores"), c.Flags("labels"), c.WholeNumber("n_bins"), Binning.LeftClosed));

    private static double Normed(ReferenceCase c, ReliabilityDiagram diagram) => c.Text("norm") switch
    {
        "l1" => diagram.ExpectedCalibrationError,
        "l2" => diagram.RootMeanSquareCalibrationError,
        "max" => diagram.MaximumCalibrationError,
        string other => throw new FormatException($"Unknown norm '{other}'."),
    };

    /// <summary>There the last bin is closed: confidences of exactly 1 have none of their own.</summary>
    private static double AverageError(ReferenceCase c)
    {
        double[][] rows = [.. c.Numbers("probs").Chunk(Classes(c))];
        long[] labels = c.WholeNumbers("labels");
        return ReliabilityDiagram.FromConfidences(
            [.. rows.Select(row => Math.Min(row.Max(), double.BitDecrement(1)))],
            [.. rows.Select((row, i) => Array.IndexOf(row, row.Max()) == labels[i])],
            c.WholeNumber("n_bins"),
            Binning.LeftClosed).AverageCalibrationError;
    }

    /// <summary>There the confidence is that of the likelier of the two classes, and one half speaks for the first.</summary>
    private static double BinaryAdaptiveError(ReferenceCase c)
    {
        double[] scores = c.Numbers("scores");
        bool[] labels = c.Flags("labels");
        return ReliabilityDiagram.FromConfidences(
            [.. scores.Select(score => Math.Max(score, 1 - score))],
            [.. scores.Select((score, i) => score > 0.5 == labels[i])],
            c.WholeNumber("n_bins"),
            Binning.EqualCount).ExpectedCalibrationError;
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
