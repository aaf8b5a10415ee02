namespace Uncertainty.Evaluation;

/// <summary>
/// A <see cref="ClassificationReport"/> of predictions that come in parts, from any model, in memory that does not grow with their number. What
/// needs the order of scores is exact while no more of them differ than are kept apart. Not for several threads at once.
/// </summary>
public sealed class ClassificationReportAccumulator
{
    private readonly int _classes;
    private readonly ClassificationReportOptions _options;
    private readonly int? _draws;
    private readonly ClassificationAccumulator _metrics;
    private readonly ClassTally _tally;
    private readonly HighestScores<UncertainClass> _mostTotal;
    private readonly HighestScores<UncertainClass> _mostEpistemic;
    private readonly ErrorTally _total;
    private readonly int _capacity;
    private double _confidence;
    private (ErrorTally Aleatoric, ErrorTally Epistemic)? _parts;

    /// <summary>Starts with no predictions.</summary>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="options">Names, lists and bins; null for the defaults.</param>
    /// <param name="draws">Number of posterior draws behind each prediction; null where it is not known.</param>
    /// <exception cref="ArgumentException">The options name more or fewer than C classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/> is below 2, <paramref name="draws"/> below 1, or the options ask for more top classes than there are.
    /// </exception>
    public ClassificationReportAccumulator(int classes, ClassificationReportOptions? options = null, int? draws = null)
    {
        _classes = Guard.AtLeast(classes, 2);
        _options = options ?? new ClassificationReportOptions();
        _draws = draws is { } given ? Guard.AtLeast(given, 1, nameof(draws)) : null;
        if (_options.ClassNames is { } names && names.Count != classes)
        {
            throw new ArgumentException($"must name {classes} classes; got {names.Count} names.", nameof(options));
        }

        _capacity = _options.DistinctScores ?? ScoreSketch.DefaultCapacity;
        _metrics = new ClassificationAccumulator(classes, _options.Metrics with { DistinctConfidences = _capacity });
        _tally = new ClassTally(classes);
        _mostTotal = new HighestScores<UncertainClass>(_options.MostUncertain);
        _mostEpistemic = new HighestScores<UncertainClass>(_options.MostUncertain);
        _total = new ErrorTally("total", _capacity);
    }

    /// <summary>Number of predictions so far.</summary>
    public long Count => _metrics.Count;

    /// <summary>Number of inputs so far: of predictions, but for maps.</summary>
    internal long Inputs { get; private set; }

    /// <summary>
    /// Takes in more predictions: all of them, or none where one is bad. The total uncertainty is the entropy of their probabilities.
    /// </summary>
    /// <param name="probabilities">[N, C] class probabilities, row-major; each row with sum 1.</param>
    /// <param name="labels">[N] true classes in [0, C).</param>
    /// <param name="aleatoric">
    /// [N] the aleatoric part of the entropy, in nats; the rest is epistemic. Empty, the default, where the two were not told apart: so for all
    /// predictions, or for none.
    /// </param>
    /// <exception cref="ArgumentException">
    /// Probabilities are empty, no whole number of rows, negative, not a number, or a row does not sum to 1; a length differs; aleatoric
    /// uncertainties are not finite, or come with some predictions and not with others.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is out of range.</exception>
    public void Update(ReadOnlySpan<double> probabilities, ReadOnlySpan<long> labels, ReadOnlySpan<double> aleatoric = default)
    {
        int inputs = SpanGuard.Classification(probabilities, _classes, labels);
        double[] total = new double[inputs];
        for (int i = 0; i < inputs; i++)
        {
            total[i] = UncertaintyDecomposition.Shannon(probabilities.Slice(i * _classes, _classes));
        }

        Update(probabilities, labels, total, aleatoric, positions: 1);
    }

    /// <summary>The report of all predictions so far; more may follow.</summary>
    /// <exception cref="InvalidOperationException">There is none yet.</exception>
    public ClassificationReport Compute() => new(_options, _metrics.Compute(), Inputs, _draws)
    {
        MeanConfidence = _confidence / Count,
        Classes = _tally.Rows(_options.ClassNames ?? [.. Enumerable.Range(0, _classes).Select(ReportNames.Number)], _parts is not null),
        Confusion = _tally.Confusion(),
        Uncertainties = [.. Tallies().Select(tally => tally.Means())],
        ErrorFindings = [.. Tallies().Select(tally => tally.Finding())],
        MostUncertain = _mostTotal.Ordered(),
        MostEpistemic = _parts is not null ? _mostEpistemic.Ordered() : null,
        Coverages = _options.Coverages,
    };

    /// <summary>The same with total uncertainties from elsewhere, and so many predictions for each input.</summary>
    internal void Update(
        ReadOnlySpan<double> probabilities, ReadOnlySpan<long> labels, ReadOnlySpan<double> total, ReadOnlySpan<double> aleatoric, int positions)
    {
        bool isSplit = !aleatoric.IsEmpty;
        if (isSplit)
        {
            SpanGuard.Length(aleatoric.Length, labels.Length, "one for each label", nameof(aleatoric));
            SpanGuard.Finite(aleatoric);
        }

        if (Count > 0 && _parts is not null != isSplit)
        {
            throw new ArgumentException("must be given for all predictions, or for none.", nameof(aleatoric));
        }

        _metrics.Update(probabilities, labels);
        if (isSplit)
        {
            _parts ??= (new ErrorTally("aleatoric", _capacity), new ErrorTally("epistemic", _capacity));
        }

        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<double> row = probabilities.Slice(i * _classes, _classes);
            int predicted = ClassificationMetrics.ArgMax(row);
            Add(new UncertainClass(
                Inputs + (i / positions),
                i % positions,
                predicted,
                (int)labels[i],
                row[predicted],
                row[(int)labels[i]],
                total[i],
                isSplit ? aleatoric[i] : null,
                isSplit ? total[i] - aleatoric[i] : null));
        }

        Inputs += labels.Length / positions;
    }

    private void Add(in UncertainClass prediction)
    {
        _confidence += prediction.Confidence;
        _tally.Add(prediction);
        _total.Add(prediction.Total, prediction.IsCorrect);
        _mostTotal.Add(prediction.Total, prediction);
        if (_parts is { } parts && prediction is { Aleatoric: { } aleatoric, Epistemic: { } epistemic })
        {
            parts.Aleatoric.Add(aleatoric, prediction.IsCorrect);
            parts.Epistemic.Add(epistemic, prediction.IsCorrect);
            _mostEpistemic.Add(epistemic, prediction);
        }
    }

    private ErrorTally[] Tallies() => _parts is { } parts ? [_total, parts.Aleatoric, parts.Epistemic] : [_total];
}
