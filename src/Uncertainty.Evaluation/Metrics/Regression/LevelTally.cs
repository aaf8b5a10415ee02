using MathNet.Numerics.Distributions;

namespace Uncertainty.Evaluation;

/// <summary>Counts standardised residuals by the first level that holds them.</summary>
internal sealed class LevelTally
{
    private readonly LevelKind _kind;
    private readonly double[] _levels;
    private readonly double[] _bounds;
    private readonly long[] _counts;
    private long _count;

    public LevelTally(LevelKind kind, int levels)
    {
        Guard.AtLeast(levels, 2);
        _kind = Guard.Named(kind);
        _levels = [.. Enumerable.Range(0, levels).Select(i => i == levels - 1 ? 1 : i * (1.0 / (levels - 1)))];
        _bounds = [.. _levels.Select(level => Normal.InvCDF(0, 1, kind == LevelKind.Interval ? 0.5 + (level / 2) : level))];
        _counts = new long[levels];
    }

    /// <summary>Takes in (y - μ) / σ. The last bound is infinite: there is always one that holds it.</summary>
    public void Add(double residual)
    {
        int first = Array.BinarySearch(_bounds, _kind == LevelKind.Interval ? Math.Abs(residual) : residual);
        _counts[first < 0 ? ~first : first]++;
        _count++;
    }

    public RegressionCalibrationCurve Curve()
    {
        double[] observed = new double[_levels.Length];
        long within = 0;
        for (int i = 0; i < observed.Length; i++)
        {
            within += _counts[i];
            observed[i] = (double)within / _count;
        }

        return new RegressionCalibrationCurve(_kind, _levels, observed);
    }
}
