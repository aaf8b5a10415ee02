namespace Uncertainty.Evaluation;

/// <summary>
/// <see cref="PredictionSummary"/> of predicted numbers that come in parts, in memory that does not grow with their number. All is exact. Not for
/// several threads at once.
/// </summary>
public sealed class PredictionAccumulator
{
    private double _squaredErrors;
    private double _absoluteErrors;
    private double _errors;
    private double _predictionMean;
    private double _predictionSquares;
    private double _targetMean;
    private double _targetSquares;
    private double _products;

    /// <summary>Number of predictions so far.</summary>
    public long Count { get; private set; }

    /// <summary>Takes in more predictions: all of them, or none where one is bad.</summary>
    /// <param name="predictions">[N] predictions; finite.</param>
    /// <param name="targets">[N] true values; finite.</param>
    /// <inheritdoc cref="RegressionMetrics.RootMeanSquareError" path="/exception"/>
    public void Update(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        RegressionMetrics.Check(predictions, targets);
        for (int i = 0; i < targets.Length; i++)
        {
            Add(predictions[i], targets[i]);
        }
    }

    /// <summary>The numbers of all predictions so far; more may follow.</summary>
    /// <exception cref="InvalidOperationException">There is none yet.</exception>
    public PredictionSummary Compute() => Count == 0
        ? throw new InvalidOperationException("There is no prediction yet.")
        : new PredictionSummary
        {
            Inputs = Count,
            RootMeanSquareError = Math.Sqrt(_squaredErrors / Count),
            MeanAbsoluteError = _absoluteErrors / Count,
            MeanError = _errors / Count,
            RSquared = 1 - (_squaredErrors / _targetSquares),
            Correlation = _products / Math.Sqrt(_predictionSquares * _targetSquares),
        };

    /// <summary>Takes in one prediction, checked before.</summary>
    internal void Add(double prediction, double target)
    {
        double error = prediction - target;
        Count++;
        _squaredErrors += error * error;
        _absoluteErrors += Math.Abs(error);
        _errors += error;

        // Welford's recurrence: no digits are lost where the numbers lie far from 0.
        double before = prediction - _predictionMean;
        double targetBefore = target - _targetMean;
        _predictionMean += before / Count;
        _targetMean += targetBefore / Count;
        _predictionSquares += before * (prediction - _predictionMean);
        _targetSquares += targetBefore * (target - _targetMean);
        _products += before * (target - _targetMean);
    }
}
