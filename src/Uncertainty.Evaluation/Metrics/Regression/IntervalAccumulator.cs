namespace Uncertainty.Evaluation;

/// <summary>
/// <see cref="IntervalSummary"/> of predicted intervals that come in parts, in memory that does not grow with their number. All is exact. Not for
/// several threads at once.
/// </summary>
public sealed class IntervalAccumulator
{
    private readonly double _mass;
    private long _below;
    private long _above;
    private double _width;
    private double _score;

    /// <summary>Starts with no intervals.</summary>
    /// <param name="mass">Mass p of the central intervals, between 0 and 1: what they should cover.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mass"/> is not between 0 and 1.</exception>
    public IntervalAccumulator(double mass)
    {
        Guard.Inside(mass);
        _mass = mass;
    }

    /// <summary>Number of intervals so far.</summary>
    public long Count { get; private set; }

    /// <summary>Takes in more intervals: all of them, or none where one is bad.</summary>
    /// <param name="lower">[N] lower bounds; finite.</param>
    /// <param name="upper">[N] upper bounds; finite, none below its lower one.</param>
    /// <param name="targets">[N] true values y; finite.</param>
    /// <exception cref="ArgumentException">
    /// A span is empty or not finite, an upper bound is below its lower one, or the lengths differ.
    /// </exception>
    public void Update(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, ReadOnlySpan<double> targets)
    {
        IntervalMetrics.Check(lower, upper);
        RegressionMetrics.Check(lower, targets, nameof(lower));
        for (int i = 0; i < targets.Length; i++)
        {
            Add(lower[i], upper[i], targets[i]);
        }
    }

    /// <summary>The numbers of all intervals so far; more may follow.</summary>
    /// <exception cref="InvalidOperationException">There is none yet.</exception>
    public IntervalSummary Compute() => Count == 0
        ? throw new InvalidOperationException("There is no interval yet.")
        : new IntervalSummary
        {
            Inputs = Count,
            Mass = _mass,
            Coverage = (double)(Count - _below - _above) / Count,
            ShareBelow = (double)_below / Count,
            ShareAbove = (double)_above / Count,
            MeanWidth = _width / Count,
            IntervalScore = _score / Count,
        };

    /// <summary>Takes in one interval, checked before.</summary>
    internal void Add(double lower, double upper, double target)
    {
        Count++;
        _below += target < lower ? 1 : 0;
        _above += target > upper ? 1 : 0;
        _width += upper - lower;
        _score += IntervalMetrics.Score(lower, upper, target, _mass);
    }
}
