namespace Uncertainty.Evaluation;

/// <summary>How good a classifier's probabilities are, by every number there is for them.</summary>
public sealed record ClassificationSummary
{
    internal ClassificationSummary()
    {
    }

    /// <summary>Number of inputs N.</summary>
    public required long Inputs { get; init; }

    /// <summary>Number of classes C.</summary>
    public required int Classes { get; init; }

    /// <summary>Share of right predictions, in [0, 1]: <see cref="ClassificationMetrics.Accuracy"/>.</summary>
    public required double Accuracy { get; init; }

    /// <summary>K of <see cref="TopAccuracy"/>.</summary>
    public required int TopClasses { get; init; }

    /// <summary>Share of inputs whose label is among the K most probable classes: <see cref="ClassificationMetrics.TopAccuracy"/>.</summary>
    public required double TopAccuracy { get; init; }

    /// <summary>Mean of -ln p(label), in nats: <see cref="ClassificationMetrics.NegativeLogLikelihood"/>.</summary>
    public required double NegativeLogLikelihood { get; init; }

    /// <summary>In [0, 2]: <see cref="ClassificationMetrics.BrierScore"/>.</summary>
    public required double BrierScore { get; init; }

    /// <summary>What the Brier score is made of.</summary>
    public required BrierDecomposition BrierDecomposition { get; init; }

    /// <summary>Confidence against accuracy in bins of equal width, with expected, maximum and root mean square calibration error.</summary>
    public required ReliabilityDiagram Reliability { get; init; }

    /// <summary>The same in bins of equal counts: its errors are the adaptive ones.</summary>
    public required ReliabilityDiagram AdaptiveReliability { get; init; }

    /// <summary>
    /// Mean over all classes of the expected calibration error of the class's probability (static calibration error), in [0, 1].
    /// </summary>
    /// <remarks>Nixon et al., "Measuring Calibration in Deep Learning", CVPR Workshops 2019.</remarks>
    public required double ClasswiseCalibrationError { get; init; }

    /// <summary>Expected calibration error with bins of their own for the inputs of each predicted class, in [0, 1].</summary>
    /// <remarks>Gupta and Ramdas, "Top-label Calibration and Multiclass-to-binary Reductions", ICLR 2022.</remarks>
    public required double TopLabelCalibrationError { get; init; }

    /// <summary>What is gained by keeping the most confident predictions; the confidence is the largest probability.</summary>
    public required RiskCoverageCurve RiskCoverage { get; init; }

    /// <summary>
    /// How well low confidence tells wrong predictions (the positives) from right ones; null where all predictions are right, or all are wrong.
    /// </summary>
    public required RankingSummary? ErrorDetection { get; init; }

    /// <summary>Expected calibration error in bins of equal width, in [0, 1].</summary>
    public double ExpectedCalibrationError => Reliability.ExpectedCalibrationError;
}
