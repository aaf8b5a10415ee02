using ScottPlot.Plottables;

namespace ScottPlot;

/// <summary>Lines across the data.</summary>
public partial class PlottableAdder
{
    public LinePlot Line(Coordinates start, Coordinates end)
    {
        Color color = GetNextColor();
        LinePlot line = new() { Start = start, End = end, LineColor = color, MarkerFillColor = color };
        return Added(line);
    }

    public LinePlot Line(CoordinateLine line) => Line(line.Start, line.End);

    public LinePlot Line(double x1, double y1, double x2, double y2) => Line(new Coordinates(x1, y1), new Coordinates(x2, y2));

    public HorizontalLine HorizontalLine(double y, float width = 2, Color? color = null, LinePattern pattern = default) =>
        Added(new HorizontalLine { Y = y, LineWidth = width, Color = color ?? GetNextColor(), LinePattern = pattern });

    public VerticalLine VerticalLine(double x, float width = 2, Color? color = null, LinePattern pattern = default) =>
        Added(new VerticalLine { X = x, LineWidth = width, Color = color ?? GetNextColor(), LinePattern = pattern });

    public HorizontalSpan HorizontalSpan(double x1, double x2, Color? color = null) =>
        Added(Coloured(new HorizontalSpan { X1 = x1, X2 = x2 }, color));

    public VerticalSpan VerticalSpan(double y1, double y2, Color? color = null) =>
        Added(Coloured(new VerticalSpan { Y1 = y1, Y2 = y2 }, color));

    private T Coloured<T>(T span, Color? color)
        where T : AxisSpan
    {
        span.FillColor = color ?? GetNextColor().WithAlpha(.2);
        span.LineColor = span.FillColor.WithAlpha(.5);
        return span;
    }
}
