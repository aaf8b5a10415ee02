namespace Uncertainty.Evaluation;

/// <summary>
/// How often predictions of each confidence are right: bins over [0, 1], and the calibration errors that follow from them. Immutable.
/// </summary>
/// <remarks>
/// Edges of bins of equal width are k/M, in double precision. Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, whose bins
/// are (a, b] as by default here. With bins of equal counts the errors are called adaptive: Nixon et al., "Measuring Calibration in Deep
/// Learning", CVPR Workshops 2019.
/// </remarks>
public sealed class ReliabilityDiagram
{
    /// <summary>Number of bins M where none is given.</summary>
    public const int DefaultBins = 15;

    private readonly ReliabilityBin[] _bins;

    internal ReliabilityDiagram(ReliabilityBin[] bins, long inputs, Binning binning)
    {
        _bins = bins;
        Inputs = inputs;
        Binning = binning;
    }

    /// <summary>
    /// The bins in order of confidence, empty ones too: M of them, and one more for confidences of exactly 1 where they are
    /// <see cref="Binning.LeftClosed"/>.
    /// </summary>
    public IReadOnlyList<ReliabilityBin> Bins => _bins;

    /// <summary>Number of inputs N.</summary>
    public long Inputs { get; }

    /// <summary>Which confidences share a bin.</summary>
    public Binning Binning { get; }

    /// <summary>
    /// Expected calibration error (ECE): mean over the inputs of their bin's |accuracy - mean confidence|, in [0, 1]; lower is
    /// better. Empty bins add nothing.
    /// </summary>
    /// <remarks>
    /// Naeini et al., "Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015; Guo et al. 2017, Eq. (3). It
    /// depends on the number of bins and, on few inputs, is biased upwards: compare at equal M and N only.
    /// </remarks>
    public double ExpectedCalibrationError => Sum(Math.Abs);

    /// <summary>
    /// Average calibration error (ACE): plain mean of |accuracy - mean confidence| over the bins that are not empty, in [0, 1]; lower is better.
    /// </summary>
    /// <remarks>Neumann, Zisserman, Vedaldi, "Relaxed Softmax: Efficient Confidence Auto-Calibration for Safe Pedestrian Detection", 2018.</remarks>
    public double AverageCalibrationError => _bins.Where(bin => bin.Count > 0).Average(bin => Math.Abs(bin.Gap));

    /// <summary>
    /// Maximum calibration error (MCE): the largest |accuracy - mean confidence| of the bins that are not empty, in [0, 1]; lower is
    /// better.
    /// </summary>
    /// <remarks>Guo et al. 2017, Eq. (5).</remarks>
    public double MaximumCalibrationError => _bins.Where(bin => bin.Count > 0).Max(bin => Math.Abs(bin.Gap));

    /// <summary>
    /// Root mean square calibration error (RMSCE): square root of the mean over the inputs of their bin's squared gap, in [0, 1];
    /// lower is better, never below the expected calibration error.
    /// </summary>
    /// <remarks>Kumar et al., "Verified Uncertainty Calibration", NeurIPS 2019, the l2 form.</remarks>
    public double RootMeanSquareCalibrationError => Math.Sqrt(Sum(gap => gap * gap));

    /// <summary>Reads a classifier: the confidence is the largest probability, right where its class is the label.</summary>
    /// <remarks>
    /// Of several equal maxima, the class with the lowest number is the predicted one. A largest probability above 1, which rounding
    /// may leave, counts as 1 for its bin.
    /// </remarks>
    /// <param name="probabilities">[N, C] class probabilities, row-major: N inputs, C classes.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="labels">[N] true classes in [0, C).</param>
    /// <param name="bins">Number of bins M. Default 15; at least 1.</param>
    /// <param name="binning">Which confidences share a bin. Default equal widths, (a, b].</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="probabilities"/> are empty, no whole number of rows, negative, not a number, or a row does not sum to 1 (up to
    /// 1e-6 for each class); or there is not one label for each row.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/> is below 2, a label is out of range, <paramref name="bins"/> is below 1, or
    /// <paramref name="binning"/> is none of the three.
    /// </exception>
    public static ReliabilityDiagram FromProbabilities(
        ReadOnlySpan<double> probabilities,
        int classes,
        ReadOnlySpan<long> labels,
        int bins = DefaultBins,
        Binning binning = Binning.RightClosed)
    {
        ReliabilityAccumulator predictions = new(bins, binning, ScoreSketch.All(labels.Length));
        predictions.Update(probabilities, classes, labels);
        return predictions.Compute();
    }

    /// <summary>
    /// Reads confidences of any origin. With the probability of one class, and whether the label is that class, it is the diagram of
    /// a binary classifier.
    /// </summary>
    /// <param name="confidences">[N] confidences in [0, 1].</param>
    /// <param name="correct">[N] whether the prediction was right.</param>
    /// <param name="bins">Number of bins M. Default 15; at least 1.</param>
    /// <param name="binning">Which confidences share a bin. Default equal widths, (a, b].</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="confidences"/> are empty, out of [0, 1] or not a number, or the lengths differ.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="bins"/> is below 1, or <paramref name="binning"/> is none of the three.
    /// </exception>
    public static ReliabilityDiagram FromConfidences(
        ReadOnlySpan<double> confidences,
        ReadOnlySpan<bool> correct,
        int bins = DefaultBins,
        Binning binning = Binning.RightClosed)
    {
        ReliabilityAccumulator predictions = new(bins, binning, ScoreSketch.All(confidences.Length));
        predictions.Update(confidences, correct);
        return predictions.Compute();
    }

    private double Sum(Func<double, double> ofGap) =>
        _bins.Where(bin => bin.Count > 0).Sum(bin => bin.Count * ofGap(bin.Gap)) / Inputs;
}
