namespace Uncertainty.Evaluation;

/// <summary>
/// A <see cref="RegressionReport"/> of predictions that come in parts, from any model, in memory that does not grow with their number: up to 30 MB
/// for each output. What needs the order of scores is exact while no more of them differ than are kept apart. Not for several threads at once.
/// </summary>
public sealed class RegressionReportAccumulator
{
    private readonly int _outputs;
    private readonly RegressionReportOptions _options;
    private readonly int? _draws;
    private readonly RegressionTally _all;
    private readonly RegressionTally[] _each;
    private readonly HighestScores<UncertainValue> _mostTotal;
    private readonly HighestScores<UncertainValue> _mostEpistemic;
    private readonly HighestScores<UncertainValue> _worst;
    private bool _isSplit;

    /// <summary>Starts with no predictions.</summary>
    /// <param name="outputs">Number of outputs D; at least 1.</param>
    /// <param name="options">Names, lists and levels; null for the defaults.</param>
    /// <param name="draws">Number of posterior draws behind each prediction; null where it is not known.</param>
    /// <exception cref="ArgumentException">The options name more or fewer than D outputs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public RegressionReportAccumulator(int outputs = 1, RegressionReportOptions? options = null, int? draws = null)
    {
        _outputs = Guard.AtLeast(outputs, 1);
        _options = options ?? new RegressionReportOptions();
        _draws = draws is { } given ? Guard.AtLeast(given, 1, nameof(draws)) : null;
        if (_options.OutputNames is { } names && names.Count != outputs)
        {
            throw new ArgumentException($"must name {outputs} outputs; got {names.Count} names.", nameof(options));
        }

        int capacity = _options.DistinctScores ?? ScoreSketch.DefaultCapacity;
        _all = new RegressionTally(_options, capacity);
        _each = outputs == 1 ? [] : [.. Enumerable.Range(0, outputs).Select(_ => new RegressionTally(_options, capacity))];
        _mostTotal = new HighestScores<UncertainValue>(_options.MostUncertain);
        _mostEpistemic = new HighestScores<UncertainValue>(_options.MostUncertain);
        _worst = new HighestScores<UncertainValue>(_options.MostUncertain);
    }

    /// <summary>Number of predicted numbers so far: of all outputs.</summary>
    public long Count => _all.Count;

    /// <summary>Number of inputs so far.</summary>
    internal long Inputs { get; private set; }

    /// <summary>Takes in more predictions: all of them, or none where one is bad.</summary>
    /// <param name="means">[N, D] means μ, row-major; finite.</param>
    /// <param name="variances">[N, D] total variances σ², not standard deviations; finite and greater than 0.</param>
    /// <param name="targets">[N, D] true values y; finite.</param>
    /// <param name="epistemic">
    /// [N, D] the epistemic part of the variances, each at least 0 and at most the variance; the rest is aleatoric. Empty, the default, where the
    /// two were not told apart: so for all predictions, or for none.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A span is empty, not finite or no whole number of rows, a variance is out of range, the lengths differ, or epistemic variances come with
    /// some predictions and not with others.
    /// </exception>
    public void Update(
        ReadOnlySpan<double> means, ReadOnlySpan<double> variances, ReadOnlySpan<double> targets, ReadOnlySpan<double> epistemic = default) =>
        Update(means, variances, targets, epistemic, positions: 1);

    /// <summary>The report of all predictions so far; more may follow.</summary>
    /// <exception cref="InvalidOperationException">There is none yet.</exception>
    public RegressionReport Compute()
    {
        if (Count == 0)
        {
            throw new InvalidOperationException("There is no prediction yet.");
        }

        RegressionPart all = _all.Part(null, _outputs == 1 ? Name(0) : "all outputs");
        return new RegressionReport(_options, Inputs, Count, _draws)
        {
            All = all,
            Outputs = _outputs == 1 ? [all with { Output = 0 }] : [.. _each.Select((tally, i) => tally.Part(i, Name(i)))],
            MostUncertain = _mostTotal.Ordered(),
            MostEpistemic = _isSplit ? _mostEpistemic.Ordered() : null,
            WorstCalibrated = _worst.Ordered(),
        };
    }

    /// <summary>The same with so many rows of predictions for each input.</summary>
    internal void Update(
        ReadOnlySpan<double> means, ReadOnlySpan<double> variances, ReadOnlySpan<double> targets, ReadOnlySpan<double> epistemic, int positions)
    {
        Check(means, variances, targets, epistemic);
        _isSplit = !epistemic.IsEmpty;
        int rows = targets.Length / _outputs;
        for (int i = 0; i < targets.Length; i++)
        {
            int row = i / _outputs;
            Add(new UncertainValue(
                Inputs + (row / positions),
                row % positions,
                i % _outputs,
                means[i],
                Math.Sqrt(variances[i]),
                targets[i],
                _isSplit ? variances[i] - epistemic[i] : null,
                _isSplit ? epistemic[i] : null));
        }

        Inputs += rows / positions;
    }

    private void Check(
        ReadOnlySpan<double> means, ReadOnlySpan<double> variances, ReadOnlySpan<double> targets, ReadOnlySpan<double> epistemic)
    {
        RegressionMetrics.Check(means, targets, nameof(means));
        SpanGuard.Length(variances.Length, means.Length, "one for each of means", nameof(variances));
        SpanGuard.Positive(variances);
        if (means.Length % _outputs != 0)
        {
            throw new ArgumentException(
                $"must be [N, D] with D = {_outputs}; {means.Length} values are no whole number of rows.", nameof(means));
        }

        if (Count > 0 && _isSplit == epistemic.IsEmpty)
        {
            throw new ArgumentException("must be given for all predictions, or for none.", nameof(epistemic));
        }

        if (!epistemic.IsEmpty)
        {
            SpanGuard.Length(epistemic.Length, means.Length, "one for each of means", nameof(epistemic));
            for (int i = 0; i < epistemic.Length; i++)
            {
                if (!(epistemic[i] >= 0 && epistemic[i] <= variances[i]))
                {
                    throw SpanGuard.Element($"in range [0, {SpanGuard.Text(variances[i])}], a part of the variance", epistemic[i], i, nameof(epistemic));
                }
            }
        }
    }

    private void Add(in UncertainValue value)
    {
        _all.Add(value);
        if (_outputs > 1)
        {
            _each[value.Output].Add(value);
        }

        _mostTotal.Add(value.StandardDeviation, value);
        _mostEpistemic.Add(value.Epistemic ?? 0, value);
        _worst.Add(Math.Abs(value.StandardisedError), value);
    }

    private string Name(int output) => _options.OutputNames?[output] ?? (_outputs == 1 ? "target" : ReportNames.Number(output));
}
