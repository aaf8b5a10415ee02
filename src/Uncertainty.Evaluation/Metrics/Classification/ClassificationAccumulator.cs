namespace Uncertainty.Evaluation;

/// <summary>
/// <see cref="ClassificationSummary"/> of predictions that come in parts, in memory that does not grow with their number. All but the numbers
/// which need the order of confidences are exact; those are so while no more confidences differ than are kept apart. Not for several threads
/// at once.
/// </summary>
public sealed class ClassificationAccumulator
{
    private readonly ClassificationMetricOptions _options;
    private readonly int _classes;
    private readonly int _top;
    private readonly EqualWidthTally _tally;
    private readonly ClasswiseTally _classwise;
    private readonly ScoreSketch _confidences;
    private long _correct;
    private long _among;
    private double _logLoss;
    private double _brier;

    /// <summary>Starts with no predictions.</summary>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="options">How to measure; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/> is below 2, or the options ask for more top classes than there are.
    /// </exception>
    public ClassificationAccumulator(int classes, ClassificationMetricOptions? options = null)
    {
        _options = options ?? new ClassificationMetricOptions();
        _classes = Guard.AtLeast(classes, 2);
        _top = _options.TopClasses ?? Math.Min(5, classes - 1);
        if (_top > classes)
        {
            throw new ArgumentOutOfRangeException(nameof(options), _top, $"asks for more top classes than the {classes} there are.");
        }

        _tally = new EqualWidthTally(_options.Bins, _options.Binning);
        _classwise = new ClasswiseTally(classes, _options.Bins, _options.Binning);
        _confidences = new ScoreSketch(_options.DistinctConfidences);
    }

    /// <summary>Number of predictions so far.</summary>
    public long Count => _confidences.Count;

    /// <summary>Takes in more predictions: all of them, or none where one is bad.</summary>
    /// <param name="probabilities">[N, C] class probabilities, row-major; each row with sum 1.</param>
    /// <param name="labels">[N] true classes in [0, C).</param>
    /// <inheritdoc cref="ClassificationMetrics.Accuracy" path="/exception"/>
    public void Update(ReadOnlySpan<double> probabilities, ReadOnlySpan<long> labels)
    {
        int inputs = SpanGuard.Classification(probabilities, _classes, labels);
        for (int i = 0; i < inputs; i++)
        {
            Add(probabilities.Slice(i * _classes, _classes), (int)labels[i]);
        }
    }

    /// <summary>The numbers of all predictions so far; more may follow.</summary>
    /// <exception cref="InvalidOperationException">There is none yet.</exception>
    public ClassificationSummary Compute()
    {
        if (Count == 0)
        {
            throw new InvalidOperationException("There is no prediction yet.");
        }

        double count = Count;
        return new ClassificationSummary
        {
            Inputs = Count,
            Classes = _classes,
            Accuracy = _correct / count,
            TopClasses = _top,
            TopAccuracy = _among / count,
            NegativeLogLikelihood = _logLoss / count,
            BrierScore = _brier / count,
            BrierDecomposition = _classwise.Decompose(Count, _brier / count),
            Reliability = new ReliabilityDiagram(_tally.Bins(), Count, _options.Binning),
            AdaptiveReliability = new ReliabilityDiagram(EqualCountTally.Read(_confidences, _options.Bins), Count, Binning.EqualCount),
            ClasswiseCalibrationError = _classwise.ClasswiseError(Count),
            TopLabelCalibrationError = _classwise.TopLabelError(Count),
            RiskCoverage = RiskCoverageAccumulator.Read(_confidences),
            ErrorDetection = ErrorDetection(),
        };
    }

    private void Add(ReadOnlySpan<double> row, int label)
    {
        int predicted = ClassificationMetrics.ArgMax(row);
        bool correct = predicted == label;
        _correct += correct ? 1 : 0;
        _among += ClassificationMetrics.Rank(row, label) < _top ? 1 : 0;
        _logLoss -= Math.Log(row[label]);
        _brier += ClassificationMetrics.SquaredDistance(row, label);
        _tally.Add(row[predicted], correct);
        _classwise.Add(row, predicted, label);
        _confidences.Add(row[predicted], correct ? 1 : 0);
    }

    /// <summary>With the confidences turned round, the wrong predictions are the positives.</summary>
    private RankingSummary? ErrorDetection()
    {
        long wrong = Count - _correct;
        return wrong == 0 || _correct == 0
            ? null
            : RankingSummary.Of(
                [.. _confidences.Groups().Reverse().Select(group => group.Turned())], wrong, _correct, RankingMetrics.DefaultTruePositiveRate);
    }
}
