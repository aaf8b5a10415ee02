namespace Uncertainty.Evaluation;

/// <summary>
/// <see cref="ReliabilityDiagram"/> of predictions that come in parts, in memory that does not grow with their number. With bins of equal
/// width it is exact; with bins of equal counts it is so while no more confidences differ than are kept apart. Not for several threads at once.
/// </summary>
public sealed class ReliabilityAccumulator
{
    private readonly Binning _binning;
    private readonly ReliabilityTally _tally;

    /// <summary>Starts with no predictions.</summary>
    /// <param name="bins">Number of bins M. Default 15; at least 1.</param>
    /// <param name="binning">Which confidences share a bin. Default equal widths, (a, b].</param>
    /// <param name="distinctConfidences">
    /// How many confidences are kept apart for bins of equal counts, at up to 180 bytes each. Default 32,768; at least 16.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public ReliabilityAccumulator(
        int bins = ReliabilityDiagram.DefaultBins,
        Binning binning = Binning.RightClosed,
        int distinctConfidences = ScoreSketch.DefaultCapacity)
    {
        _binning = binning;
        _tally = ReliabilityTally.Of(bins, binning, Guard.AtLeast(distinctConfidences, ScoreSketch.LeastCapacity));
    }

    /// <summary>Number of predictions so far.</summary>
    public long Count { get; private set; }

    /// <summary>Takes in more predictions of a classifier: all of them, or none where one is bad.</summary>
    /// <inheritdoc cref="ReliabilityDiagram.FromProbabilities" path="/param[@name='probabilities' or @name='classes' or @name='labels']"/>
    /// <inheritdoc cref="ClassificationMetrics.Accuracy" path="/exception"/>
    public void Update(ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<long> labels)
    {
        int inputs = SpanGuard.Classification(probabilities, classes, labels);
        for (int i = 0; i < inputs; i++)
        {
            ReadOnlySpan<double> row = probabilities.Slice(i * classes, classes);
            int predicted = ClassificationMetrics.ArgMax(row);
            _tally.Add(row[predicted], predicted == labels[i]);
        }

        Count += inputs;
    }

    /// <summary>Takes in more confidences of any origin: all of them, or none where one is bad.</summary>
    /// <param name="confidences">[N] confidences in [0, 1].</param>
    /// <param name="correct">[N] whether the prediction was right.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="confidences"/> are empty, out of [0, 1] or not a number, or the lengths differ.
    /// </exception>
    public void Update(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct)
    {
        SpanGuard.NotEmpty(confidences);
        SpanGuard.Unit(confidences);
        SpanGuard.Length(correct.Length, confidences.Length, "one for each confidence", nameof(correct));
        for (int i = 0; i < confidences.Length; i++)
        {
            _tally.Add(confidences[i], correct[i]);
        }

        Count += confidences.Length;
    }

    /// <summary>The diagram of all predictions so far; more may follow.</summary>
    /// <exception cref="InvalidOperationException">There is none yet.</exception>
    public ReliabilityDiagram Compute() => Count > 0
        ? new ReliabilityDiagram(_tally.Bins(), Count, _binning)
        : throw new InvalidOperationException("There is no prediction yet.");
}
