namespace ScottPlot.TickGenerators;

public class NumericFixedInterval(double interval = 1) : ITickGenerator
{
    public double Interval { get; set; } = interval;

    public Func<double, string> LabelFormatter { get; set; } = LabelFormatters.Numeric;

    public Tick[] Ticks { get; set; } = [];

    public int MaxTickCount { get; set; } = 10_000;

    public void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle)
    {
        if (!(Interval > 0) || !double.IsFinite(range.Length))
        {
            Ticks = [];
            return;
        }

        double first = Math.Ceiling((range.Min / Interval) - 1e-9);
        double last = Math.Floor((range.Max / Interval) + 1e-9);
        int count = (int)Math.Clamp(last - first + 1, 0, MaxTickCount);
        Ticks = [.. Enumerable.Range(0, count).Select(i => (first + i) * Interval).Select(at => Tick.Major(at, LabelFormatter(at)))];
    }
}
