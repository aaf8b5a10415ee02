using ScottPlot.Plottables;

namespace ScottPlot;

/// <summary>Areas.</summary>
public partial class PlottableAdder
{
    public Ellipse Circle(Coordinates center, double radius) => Ellipse(center, radius, radius);

    public Ellipse Circle(double xCenter, double yCenter, double radius) => Circle(new Coordinates(xCenter, yCenter), radius);

    public Ellipse Ellipse(Coordinates center, double radiusX, double radiusY, Angle? rotation = null) => Added(new Ellipse
    {
        Center = center,
        RadiusX = radiusX,
        RadiusY = radiusY,
        Rotation = rotation ?? default,
        LineColor = GetNextColor(),
    });

    public Ellipse Ellipse(double xCenter, double yCenter, double radiusX, double radiusY, Angle? rotation = null) =>
        Ellipse(new Coordinates(xCenter, yCenter), radiusX, radiusY, rotation);

    public FillY FillY(double[] xs, double[] ys1, double[] ys2)
    {
        if (ys1.Length != xs.Length || ys2.Length != xs.Length)
        {
            throw new ArgumentException(
                $"{nameof(xs)}, {nameof(ys1)} and {nameof(ys2)} must have equal length; they have {xs.Length}, {ys1.Length} and {ys2.Length}.");
        }

        return FillY(xs.Zip(ys1, ys2).ToArray());
    }

    public FillY FillY(Scatter scatter1, Scatter scatter2) => Added(new FillY(scatter1, scatter2) { FillColor = GetNextColor() });

    public FillY FillY(ICollection<(double X, double Top, double Bottom)> data)
    {
        FillY band = new() { FillColor = GetNextColor() };
        band.SetDataSource(data);
        return Added(band);
    }

    public FillY FillY<T>(ICollection<T> data, Func<T, (double X, double Top, double Bottom)> function) =>
        FillY([.. data.Select(function)]);

    public Polygon Polygon(Coordinates[] coordinates)
    {
        Color color = GetNextColor();
        return Added(new Polygon(coordinates) { LineColor = color, FillColor = color.WithAlpha(.5) });
    }

    public Polygon Polygon<TX, TY>(IEnumerable<TX> xs, IEnumerable<TY> ys) =>
        Polygon(Coordinates.Zip([.. xs.Select(NumericConversion.ToDouble)], [.. ys.Select(NumericConversion.ToDouble)]));

    public Rectangle Rectangle(CoordinateRect rect) => Rectangle(rect.Left, rect.Right, rect.Bottom, rect.Top);

    public Rectangle Rectangle(double left, double right, double bottom, double top)
    {
        Color color = GetNextColor();
        return Added(new Rectangle { X1 = left, X2 = right, Y1 = bottom, Y2 = top, LineColor = color, FillColor = color.WithAlpha(.5) });
    }
}
