namespace ScottPlot.AutoScalers;

/// <summary>Fits the axes to the data, with a margin that is a fraction of what the data span.</summary>
public class FractionalAutoScaler : IAutoScaler
{
    public FractionalAutoScaler(double horizontal = .1, double vertical = .15)
    {
        SetMarginsX(horizontal);
        SetMarginsY(vertical);
    }

    public FractionalAutoScaler(double left, double right, double bottom, double top)
    {
        (LeftFraction, RightFraction) = (left, right);
        (BottomFraction, TopFraction) = (bottom, top);
    }

    public double LeftFraction { get; private set; }

    public double RightFraction { get; private set; }

    public double BottomFraction { get; private set; }

    public double TopFraction { get; private set; }

    public bool InvertedX { get; set; }

    public bool InvertedY { get; set; }

    public void SetMarginsX(double horizontal = .1) => LeftFraction = RightFraction = horizontal / 2;

    public void SetMarginsY(double vertical = .15) => BottomFraction = TopFraction = vertical / 2;

    public void AutoScaleAll(IEnumerable<IPlottable> plottables)
    {
        IPlottable[] all = [.. plottables];
        foreach (IXAxis axis in all.Select(plottable => plottable.Axes.XAxis).Distinct())
        {
            IEnumerable<AxisLimits> limits = all.Where(plottable => plottable.IsVisible && plottable.Axes.XAxis == axis).Select(p => p.GetAxisLimits());
            Fit(axis, limits.SelectMany(limit => new[] { limit.Left, limit.Right }), LeftFraction, RightFraction, InvertedX);
        }

        foreach (IYAxis axis in all.Select(plottable => plottable.Axes.YAxis).Distinct())
        {
            IEnumerable<AxisLimits> limits = all.Where(plottable => plottable.IsVisible && plottable.Axes.YAxis == axis).Select(p => p.GetAxisLimits());
            Fit(axis, limits.SelectMany(limit => new[] { limit.Bottom, limit.Top }), BottomFraction, TopFraction, InvertedY);
        }
    }

    public AxisLimits GetAxisLimits(Plot plot, IXAxis xAxis, IYAxis yAxis)
    {
        AxisLimits data = plot.Axes.GetDataLimits(xAxis, yAxis);
        CoordinateRange x = Widened(data.IsRealX ? data.XRange : AxisLimits.Default.XRange, LeftFraction, RightFraction);
        CoordinateRange y = Widened(data.IsRealY ? data.YRange : AxisLimits.Default.YRange, BottomFraction, TopFraction);
        return new AxisLimits(
            InvertedX ? x.Max : x.Min, InvertedX ? x.Min : x.Max, InvertedY ? y.Max : y.Min, InvertedY ? y.Min : y.Max);
    }

    private static void Fit(IAxis axis, IEnumerable<double> values, double below, double above, bool inverted)
    {
        CoordinateRange range = CoordinateRange.Extrema(values);
        if (!double.IsFinite(range.Length))
        {
            axis.Range.Reset();
            return;
        }

        CoordinateRange wide = Widened(range, below, above);
        axis.Range.Set(inverted ? wide.Max : wide.Min, inverted ? wide.Min : wide.Max);
    }

    private static CoordinateRange Widened(CoordinateRange range, double below, double above)
    {
        double min = range.Min;
        double max = range.Max;
        if (min == max)
        {
            // One is nothing beside a large number.
            double reach = Math.Max(1, Math.Abs(min) * 1e-9);
            (min, max) = (min - reach, max + reach);
        }

        double span = max - min;
        return new CoordinateRange(min - (span * below), max + (span * above));
    }
}
