namespace Uncertainty.Evaluation;

/// <summary>
/// How often predictions of each confidence are right: bins of equal width over [0, 1], and the calibration errors that follow from
/// them. Immutable.
/// </summary>
/// <remarks>
/// Edges are k/M, in double precision. Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, whose bins are (a, b] as by
/// default here.
/// </remarks>
public sealed class ReliabilityDiagram
{
    /// <summary>Number of bins M where none is given.</summary>
    public const int DefaultBins = 15;

    private readonly ReliabilityBin[] _bins;

    private ReliabilityDiagram(ReliabilityBin[] bins, int inputs, BinEdges edges)
    {
        _bins = bins;
        Inputs = inputs;
        Edges = edges;
    }

    /// <summary>
    /// The bins in order of confidence, empty ones too: M of them, and one more for confidences of exactly 1 where the edges are
    /// <see cref="BinEdges.LeftClosed"/>.
    /// </summary>
    public IReadOnlyList<ReliabilityBin> Bins => _bins;

    /// <summary>Number of inputs N.</summary>
    public int Inputs { get; }

    /// <summary>Where a confidence on an edge went.</summary>
    public BinEdges Edges { get; }

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
    /// <param name="bins">Number of bins M of equal width. Default 15; at least 1.</param>
    /// <param name="edges">Where a confidence on an edge goes. Default (a, b].</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="probabilities"/> are empty, no whole number of rows, negative, not a number, or a row does not sum to 1 (up to
    /// 1e-6 for each class); or there is not one label for each row.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/> is below 2, a label is out of range, <paramref name="bins"/> is below 1, or
    /// <paramref name="edges"/> is none of the two.
    /// </exception>
    public static ReliabilityDiagram FromProbabilities(
        ReadOnlySpan<double> probabilities,
        int classes,
        ReadOnlySpan<long> labels,
        int bins = DefaultBins,
        BinEdges edges = BinEdges.RightClosed)
    {
        int inputs = SpanGuard.Classification(probabilities, classes, labels);
        ReliabilityTally tally = new(bins, edges);
        for (int i = 0; i < inputs; i++)
        {
            ReadOnlySpan<double> row = probabilities.Slice(i * classes, classes);
            int predicted = ClassificationMetrics.ArgMax(row);
            tally.Add(row[predicted], predicted == labels[i]);
        }

        return new ReliabilityDiagram(tally.Bins(), inputs, edges);
    }

    /// <summary>
    /// Reads confidences of any origin. With the probability of one class, and whether the label is that class, it is the diagram of
    /// a binary classifier.
    /// </summary>
    /// <param name="confidences">[N] confidences in [0, 1].</param>
    /// <param name="correct">[N] whether the prediction was right.</param>
    /// <param name="bins">Number of bins M of equal width. Default 15; at least 1.</param>
    /// <param name="edges">Where a confidence on an edge goes. Default (a, b].</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="confidences"/> are empty, out of [0, 1] or not a number, or the lengths differ.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="bins"/> is below 1, or <paramref name="edges"/> is none of the two.
    /// </exception>
    public static ReliabilityDiagram FromConfidences(
        ReadOnlySpan<double> confidences,
        ReadOnlySpan<bool> correct,
        int bins = DefaultBins,
        BinEdges edges = BinEdges.RightClosed)
    {
        SpanGuard.NotEmpty(confidences);
        SpanGuard.Unit(confidences);
        SpanGuard.Length(correct.Length, confidences.Length, "one for each confidence", nameof(correct));
        ReliabilityTally tally = new(bins, edges);
        for (int i = 0; i < confidences.Length; i++)
        {
            tally.Add(confidences[i], correct[i]);
        }

        return new ReliabilityDiagram(tally.Bins(), confidences.Length, edges);
    }

    private double Sum(Func<double, double> ofGap) =>
        _bins.Where(bin => bin.Count > 0).Sum(bin => bin.Count * ofGap(bin.Gap)) / Inputs;
}
