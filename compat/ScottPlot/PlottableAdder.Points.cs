using ScottPlot.Plottables;

namespace ScottPlot;

/// <summary>Series of points: scatters, with lines or markers alone, and single markers.</summary>
public partial class PlottableAdder
{
    public Marker Marker(double x, double y, MarkerShape shape = MarkerShape.FilledCircle, float size = 10, Color? color = null) =>
        Added(new Marker { MarkerShape = shape, MarkerSize = size, Color = color ?? GetNextColor(), Location = new Coordinates(x, y) });

    public Marker Marker(Coordinates location, MarkerShape shape = MarkerShape.FilledCircle, float size = 10, Color? color = null) =>
        Marker(location.X, location.Y, shape, size, color);

    public Markers Markers(double[] xs, double[] ys, MarkerShape shape = MarkerShape.FilledCircle, float size = 10, Color? color = null) =>
        NewMarkers(ScatterSource.Of(xs, ys), shape, size, color);

    public Markers Markers(Coordinates[] coordinates, MarkerShape shape = MarkerShape.FilledCircle, float size = 10, Color? color = null) =>
        NewMarkers(ScatterSource.Of(coordinates), shape, size, color);

    public Markers Markers(List<Coordinates> coordinates, MarkerShape shape = MarkerShape.FilledCircle, float size = 10, Color? color = null) =>
        NewMarkers(ScatterSource.Of(coordinates), shape, size, color);

    public Markers Markers<TX, TY>(TX[] xs, TY[] ys, MarkerShape shape = MarkerShape.FilledCircle, float size = 10, Color? color = null) =>
        NewMarkers(ScatterSource.Of(xs, ys), shape, size, color);

    public Markers Markers<TX, TY>(List<TX> xs, List<TY> ys, MarkerShape shape = MarkerShape.FilledCircle, float size = 10, Color? color = null) =>
        NewMarkers(ScatterSource.Of(xs, ys), shape, size, color);

    public Scatter Scatter(IScatterSource source, Color? color = null) => Added(new Scatter(source) { Color = color ?? GetNextColor() });

    public Scatter Scatter(double x, double y, Color? color = null) => Scatter(new Coordinates(x, y), color);

    public Scatter Scatter(double[] xs, double[] ys, Color? color = null) => Scatter(ScatterSource.Of(xs, ys), color);

    public Scatter Scatter(Coordinates point, Color? color = null) => Scatter(new[] { point }, color);

    public Scatter Scatter(Coordinates[] coordinates, Color? color = null) => Scatter(ScatterSource.Of(coordinates), color);

    public Scatter Scatter(List<Coordinates> coordinates, Color? color = null) => Scatter(ScatterSource.Of(coordinates), color);

    public Scatter Scatter<T1, T2>(T1[] xs, T2[] ys, Color? color = null) => BlackOutlined(Scatter(ScatterSource.Of(xs, ys), color));

    public Scatter Scatter<T1, T2>(List<T1> xs, List<T2> ys, Color? color = null) => BlackOutlined(Scatter(ScatterSource.Of(xs, ys), color));

    public Scatter ScatterLine(IScatterSource source, Color? color = null) => LineOnly(Scatter(source, color));

    public Scatter ScatterLine(double[] xs, double[] ys, Color? color = null) => LineOnly(Scatter(xs, ys, color));

    public Scatter ScatterLine(Coordinates[] coordinates, Color? color = null) => LineOnly(Scatter(coordinates, color));

    public Scatter ScatterLine(List<Coordinates> coordinates, Color? color = null) => LineOnly(Scatter(coordinates, color));

    public Scatter ScatterLine<T1, T2>(T1[] xs, T2[] ys, Color? color = null) => LineOnly(Scatter(xs, ys, color));

    public Scatter ScatterLine<T1, T2>(List<T1> xs, List<T2> ys, Color? color = null) => LineOnly(Scatter(xs, ys, color));

    public Scatter ScatterPoints(IScatterSource source, Color? color = null) => PointsOnly(Scatter(source, color));

    public Scatter ScatterPoints(double[] xs, double[] ys, Color? color = null) => PointsOnly(Scatter(xs, ys, color));

    public Scatter ScatterPoints(Coordinates[] coordinates, Color? color = null) => PointsOnly(Scatter(coordinates, color));

    public Scatter ScatterPoints(List<Coordinates> coordinates, Color? color = null) => PointsOnly(Scatter(coordinates, color));

    public Scatter ScatterPoints<T1, T2>(T1[] xs, T2[] ys, Color? color = null) => PointsOnly(Scatter(xs, ys, color));

    public Scatter ScatterPoints<T1, T2>(List<T1> xs, List<T2> ys, Color? color = null) => PointsOnly(Scatter(xs, ys, color));

    private Markers NewMarkers(IScatterSource source, MarkerShape shape, float size, Color? color) =>
        Added(new Markers(source) { MarkerShape = shape, MarkerSize = size, Color = color ?? GetNextColor() });

    // ScottPlot colours the lines of markers for doubles only.
    private static Scatter BlackOutlined(Scatter scatter)
    {
        scatter.MarkerLineColor = Colors.Black;
        return scatter;
    }

    private static Scatter LineOnly(Scatter scatter)
    {
        scatter.MarkerSize = 0;
        return scatter;
    }

    private static Scatter PointsOnly(Scatter scatter)
    {
        scatter.LineWidth = 0;
        return scatter;
    }
}
