namespace Uncertainty.Evaluation;

/// <summary>All sums over the predictions of one output, or of all of them.</summary>
internal sealed class RegressionTally
{
    private readonly GaussianAccumulator _gaussian;
    private readonly PredictionAccumulator _means = new();
    private readonly (double Half, IntervalAccumulator Accumulator)[] _intervals;
    private readonly SparsificationAccumulator _byTotal;
    private readonly int _capacity;
    private SparsificationAccumulator? _byEpistemic;
    private double _standardised;
    private double _standardisedSquares;
    private double _aleatoric;
    private double _epistemic;

    public RegressionTally(RegressionReportOptions options, int capacity)
    {
        _capacity = capacity;
        _gaussian = new GaussianAccumulator(options.Metrics with { DistinctVariances = capacity });
        _intervals = [.. options.Masses.Select(mass => (IntervalMetrics.Bound(0.5 + (mass / 2)), new IntervalAccumulator(mass)))];
        _byTotal = new SparsificationAccumulator(capacity);
    }

    public long Count => _gaussian.Count;

    /// <summary>Takes in one prediction, checked before.</summary>
    public void Add(in UncertainValue value)
    {
        double deviation = value.StandardDeviation;
        double error = Math.Abs(value.Error);
        _gaussian.Add(value.Mean, deviation, value.Target);
        _means.Add(value.Mean, value.Target);
        foreach ((double half, IntervalAccumulator accumulator) in _intervals)
        {
            accumulator.Add(value.Mean - (half * deviation), value.Mean + (half * deviation), value.Target);
        }

        _byTotal.Add(deviation * deviation, error);
        _standardised += value.StandardisedError;
        _standardisedSquares += value.StandardisedError * value.StandardisedError;
        if (value is { Aleatoric: { } aleatoric, Epistemic: { } epistemic })
        {
            (_byEpistemic ??= new SparsificationAccumulator(_capacity)).Add(epistemic, error);
            _aleatoric += aleatoric;
            _epistemic += epistemic;
        }
    }

    public RegressionPart Part(int? output, string name) => new()
    {
        Output = output,
        Name = name,
        Summary = _gaussian.Compute(),
        Means = _means.Compute(),
        Intervals = [.. _intervals.Select(interval => interval.Accumulator.Compute())],
        StandardisedMean = _standardised / Count,
        StandardisedDeviation = Math.Sqrt(_standardisedSquares / Count),
        MeanAleatoric = _byEpistemic is null ? null : _aleatoric / Count,
        MeanEpistemic = _byEpistemic is null ? null : _epistemic / Count,
        ByTotal = _byTotal.Compute(),
        ByEpistemic = _byEpistemic?.Compute(),
    };
}
