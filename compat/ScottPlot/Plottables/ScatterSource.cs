namespace ScottPlot.Plottables;

/// <summary>Points that are read anew for every render, so that changes to the arrays behind them show.</summary>
internal sealed class ScatterSource : IScatterSource
{
    private readonly Func<int> _count;
    private readonly Func<int, Coordinates> _point;

    private ScatterSource(Func<int> count, Func<int, Coordinates> point)
    {
        _count = count;
        _point = point;
    }

    public int MinRenderIndex { get; set; }

    public int MaxRenderIndex { get; set; } = int.MaxValue;

    public IReadOnlyList<Coordinates> GetScatterPoints()
    {
        int first = Math.Max(0, MinRenderIndex);
        long end = Math.Min(_count(), MaxRenderIndex + 1L);
        Coordinates[] points = new Coordinates[Math.Max(0, end - first)];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = _point(first + i);
        }

        return points;
    }

    public CoordinateRange GetLimitsX() => CoordinateRange.Extrema(GetScatterPoints().Select(at => at.X));

    public CoordinateRange GetLimitsY() => CoordinateRange.Extrema(GetScatterPoints().Select(at => at.Y));

    public AxisLimits GetLimits() => new(GetLimitsX(), GetLimitsY());

    internal static ScatterSource Of(Coordinates[] coordinates) => Whole(new(() => coordinates.Length, i => coordinates[i]));

    internal static ScatterSource Of(List<Coordinates> coordinates) => new(() => coordinates.Count, i => coordinates[i]);

    /// <summary>As many points as the shorter of the two has.</summary>
    internal static ScatterSource Of<TX, TY>(TX[] xs, TY[] ys) => Whole(Of((IReadOnlyList<TX>)xs, ys));

    /// <summary>As many points as the shorter of the two has.</summary>
    internal static ScatterSource Of<TX, TY>(List<TX> xs, List<TY> ys) => Of((IReadOnlyList<TX>)xs, ys);

    private static ScatterSource Of<TX, TY>(IReadOnlyList<TX> xs, IReadOnlyList<TY> ys) =>
        new(() => Math.Min(xs.Count, ys.Count), i => new Coordinates(NumericConversion.ToDouble(xs[i]), NumericConversion.ToDouble(ys[i])));

    /// <summary>An array does not grow: its last point is known.</summary>
    private static ScatterSource Whole(ScatterSource source)
    {
        source.MaxRenderIndex = source._count() - 1;
        return source;
    }
}
