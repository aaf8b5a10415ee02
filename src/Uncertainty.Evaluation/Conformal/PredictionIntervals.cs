namespace Uncertainty.Evaluation;

/// <summary>
/// Intervals, one for each of N inputs; bounds belong to them. Where the upper bound is below the lower one, the interval is empty: nothing
/// is repaired. Bounds may be infinite. Immutable.
/// </summary>
public sealed class PredictionIntervals
{
    private readonly double[] _lower;
    private readonly double[] _upper;

    internal PredictionIntervals(double[] lower, double[] upper)
    {
        _lower = lower;
        _upper = upper;
    }

    /// <summary>Number of inputs N.</summary>
    public int Count => _lower.Length;

    /// <summary>[N] lower bounds; -∞ where calibration inputs were too few.</summary>
    public ReadOnlySpan<double> Lower => _lower;

    /// <summary>[N] upper bounds; ∞ where calibration inputs were too few.</summary>
    public ReadOnlySpan<double> Upper => _upper;

    /// <summary>Share of targets within their interval, in [0, 1]; it should be 1 - α.</summary>
    /// <param name="targets">[N] true values; finite.</param>
    /// <exception cref="ArgumentException"><paramref name="targets"/> are not N or not finite.</exception>
    public double Coverage(ReadOnlySpan<double> targets)
    {
        SpanGuard.Length(targets.Length, Count, "one for each interval", nameof(targets));
        SpanGuard.Finite(targets);
        int covered = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            covered += targets[i] >= _lower[i] && targets[i] <= _upper[i] ? 1 : 0;
        }

        return (double)covered / Count;
    }

    /// <summary>Mean width, in the target's unit; empty intervals count 0; infinite where one is.</summary>
    public double MeanWidth => _upper.Zip(_lower, (upper, lower) => Math.Max(0, upper - lower)).Average();

    /// <summary>Share of empty intervals, in [0, 1].</summary>
    public double EmptyShare => _upper.Zip(_lower, (upper, lower) => upper < lower ? 1.0 : 0).Average();
}
