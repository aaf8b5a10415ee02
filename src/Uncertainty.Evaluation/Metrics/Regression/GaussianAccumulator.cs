namespace Uncertainty.Evaluation;

/// <summary>
/// <see cref="GaussianSummary"/> of predictions that come in parts, in memory that does not grow with their number. All is exact, the
/// calibration of variances while no more of them differ than are kept apart. Not for several threads at once.
/// </summary>
public sealed class GaussianAccumulator
{
    private readonly GaussianMetricOptions _options;
    private readonly LevelTally _intervals;
    private readonly LevelTally _quantiles;
    private readonly ScoreSketch _variances;
    private readonly double _half;
    private double _squaredErrors;
    private double _absoluteErrors;
    private double _logLoss;
    private double _crps;
    private double _squaredDeviations;
    private double _deviations;
    private double _score;
    private long _covered;
    private double _targetMean;
    private double _targetSquares;

    /// <summary>Starts with no predictions.</summary>
    /// <param name="options">How to measure; null for the defaults.</param>
    public GaussianAccumulator(GaussianMetricOptions? options = null)
    {
        _options = options ?? new GaussianMetricOptions();
        _intervals = new LevelTally(LevelKind.Interval, _options.Levels);
        _quantiles = new LevelTally(LevelKind.Quantile, _options.Levels);
        _variances = new ScoreSketch(_options.DistinctVariances);
        _half = IntervalMetrics.Bound(0.5 + (_options.IntervalMass / 2));
    }

    /// <summary>Number of predictions so far.</summary>
    public long Count => _variances.Count;

    /// <summary>Takes in more predictions: all of them, or none where one is bad.</summary>
    /// <param name="means">[N] means μ; finite.</param>
    /// <param name="standardDeviations">[N] standard deviations σ, not variances; finite and greater than 0.</param>
    /// <param name="targets">[N] true values y; finite.</param>
    /// <inheritdoc cref="RegressionMetrics.GaussianNegativeLogLikelihood" path="/exception"/>
    public void Update(ReadOnlySpan<double> means, ReadOnlySpan<double> standardDeviations, ReadOnlySpan<double> targets)
    {
        RegressionMetrics.Check(means, standardDeviations, targets);
        for (int i = 0; i < targets.Length; i++)
        {
            Add(means[i], standardDeviations[i], targets[i]);
        }
    }

    /// <summary>The numbers of all predictions so far; more may follow.</summary>
    /// <exception cref="InvalidOperationException">There is none yet.</exception>
    public GaussianSummary Compute()
    {
        if (Count == 0)
        {
            throw new InvalidOperationException("There is no prediction yet.");
        }

        double count = Count;
        return new GaussianSummary
        {
            Inputs = Count,
            RootMeanSquareError = Math.Sqrt(_squaredErrors / count),
            MeanAbsoluteError = _absoluteErrors / count,
            RSquared = 1 - (_squaredErrors / _targetSquares),
            NegativeLogLikelihood = _logLoss / count,
            Crps = _crps / count,
            Sharpness = Math.Sqrt(_squaredDeviations / count),
            IntervalMass = _options.IntervalMass,
            Coverage = _covered / count,
            MeanWidth = 2 * _half * _deviations / count,
            IntervalScore = _score / count,
            IntervalCalibration = _intervals.Curve(),
            QuantileCalibration = _quantiles.Curve(),
            VarianceCalibration = VarianceCalibration.Read(_variances, _options.Bins),
        };
    }

    /// <summary>Takes in one prediction, checked before.</summary>
    internal void Add(double mean, double deviation, double target)
    {
        double error = target - mean;
        double z = error / deviation;
        double reach = _half * deviation;
        _squaredErrors += error * error;
        _absoluteErrors += Math.Abs(error);
        _logLoss += RegressionMetrics.LogLoss(z, deviation);
        _crps += RegressionMetrics.Crps(z, deviation);
        _squaredDeviations += deviation * deviation;
        _deviations += deviation;
        _covered += Math.Abs(error) <= reach ? 1 : 0;
        _score += IntervalMetrics.Score(mean - reach, mean + reach, target, _options.IntervalMass);
        _intervals.Add(z);
        _quantiles.Add(z);
        _variances.Add(deviation * deviation, error * error);

        // Welford's recurrence: no digits are lost where the targets lie far from 0.
        double before = target - _targetMean;
        _targetMean += before / Count;
        _targetSquares += before * (target - _targetMean);
    }
}
