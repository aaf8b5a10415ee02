namespace Uncertainty.Evaluation;

/// <summary>
/// <see cref="IntervalMetrics.PinballLoss"/> of predicted quantiles that come in parts. Exact. Not for several threads at once.
/// </summary>
public sealed class PinballAccumulator
{
    private readonly double _quantile;
    private double _loss;
    private long _below;

    /// <summary>Starts with no predictions.</summary>
    /// <param name="quantile">q, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="quantile"/> is not between 0 and 1.</exception>
    public PinballAccumulator(double quantile)
    {
        Guard.Inside(quantile);
        _quantile = quantile;
    }

    /// <summary>Number of predictions so far.</summary>
    public long Count { get; private set; }

    /// <summary>Share of targets at or below their predicted quantile, in [0, 1]: q is right.</summary>
    /// <exception cref="InvalidOperationException">There is no prediction yet.</exception>
    public double ShareBelow => Filled(_below);

    /// <summary>Takes in more predictions: all of them, or none where one is bad.</summary>
    /// <param name="predictions">[N] predicted quantiles; finite.</param>
    /// <param name="targets">[N] true values; finite.</param>
    /// <exception cref="ArgumentException">A span is empty or not finite, or the lengths differ.</exception>
    public void Update(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        RegressionMetrics.Check(predictions, targets);
        for (int i = 0; i < targets.Length; i++)
        {
            _loss += IntervalMetrics.Loss(predictions[i], targets[i], _quantile);
            _below += targets[i] <= predictions[i] ? 1 : 0;
        }

        Count += targets.Length;
    }

    /// <summary>The loss of all predictions so far, in the target's unit; more may follow.</summary>
    /// <exception cref="InvalidOperationException">There is none yet.</exception>
    public double Compute() => Filled(_loss);

    private double Filled(double sum) => Count > 0 ? sum / Count : throw new InvalidOperationException("There is no prediction yet.");
}
