namespace ScottPlot;

/// <summary>What a pair of axes shows, or what a series takes up; NaN where it has no say.</summary>
public readonly struct AxisLimits(double left, double right, double bottom, double top) : IEquatable<AxisLimits>
{
    public AxisLimits(Coordinates coordinates)
        : this(coordinates.X, coordinates.X, coordinates.Y, coordinates.Y)
    {
    }

    public AxisLimits(CoordinateRect rect)
        : this(rect.Left, rect.Right, rect.Bottom, rect.Top)
    {
    }

    public AxisLimits(CoordinateRange xRange, CoordinateRange yRange)
        : this(xRange.Value1, xRange.Value2, yRange.Value1, yRange.Value2)
    {
    }

    public double Left { get; } = left;

    public double Right { get; } = right;

    public double Bottom { get; } = bottom;

    public double Top { get; } = top;

    public double HorizontalSpan => Right - Left;

    public double VerticalSpan => Top - Bottom;

    public double HorizontalCenter => (Left + Right) / 2;

    public double VerticalCenter => (Bottom + Top) / 2;

    public Coordinates Center => new(HorizontalCenter, VerticalCenter);

    public CoordinateRange XRange => new(Left, Right);

    public CoordinateRange YRange => new(Bottom, Top);

    public CoordinateRange HorizontalRange => XRange;

    public CoordinateRange VerticalRange => YRange;

    public CoordinateRect Rect => new(Left, Right, Bottom, Top);

    public bool IsRealX => double.IsFinite(Left) && double.IsFinite(Right);

    public bool IsRealY => double.IsFinite(Bottom) && double.IsFinite(Top);

    public bool IsReal => IsRealX && IsRealY;

    public bool HasArea => IsReal && HorizontalSpan != 0 && VerticalSpan != 0;

    public static AxisLimits Default { get; } = new(-10, 10, -10, 10);

    public static AxisLimits NoLimits => new(double.NaN, double.NaN, double.NaN, double.NaN);

    public static AxisLimits VerticalOnly(double yMin, double yMax) => new(double.NaN, double.NaN, yMin, yMax);

    public static AxisLimits HorizontalOnly(double xMin, double xMax) => new(xMin, xMax, double.NaN, double.NaN);

    public static AxisLimits FromPoint(double x, double y) => new(x, x, y, y);

    public static AxisLimits FromPoint(Coordinates c) => new(c);

    public AxisLimits InvertedVertically() => new(Left, Right, Top, Bottom);

    public AxisLimits InvertedHorizontally() => new(Right, Left, Bottom, Top);

    public AxisLimits ExpandedToInclude(AxisLimits otherLimits)
    {
        ExpandingAxisLimits expanding = new(this);
        expanding.Expand(otherLimits);
        return expanding.AxisLimits;
    }

    public bool Contains(double x, double y) => Rect.Contains(x, y);

    public bool Contains(Coordinates pt) => Rect.Contains(pt);

    public bool Equals(AxisLimits other) => Rect.Equals(other.Rect);

    public override bool Equals(object? obj) => obj is AxisLimits other && Equals(other);

    public override int GetHashCode() => Rect.GetHashCode();

    public override string ToString() => $"AxisLimits: X=[{Left}, {Right}], Y=[{Bottom}, {Top}]";

    public static bool operator ==(AxisLimits a, AxisLimits b) => a.Equals(b);

    public static bool operator !=(AxisLimits a, AxisLimits b) => !a.Equals(b);
}
