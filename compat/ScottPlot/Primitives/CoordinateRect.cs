namespace ScottPlot;

public struct CoordinateRect(double left, double right, double bottom, double top) : IEquatable<CoordinateRect>
{
    public double Left { get; set; } = left;

    public double Right { get; set; } = right;

    public double Bottom { get; set; } = bottom;

    public double Top { get; set; } = top;

    public CoordinateRect(CoordinateRange xRange, CoordinateRange yRange)
        : this(xRange.Min, xRange.Max, yRange.Min, yRange.Max)
    {
    }

    public CoordinateRect(Coordinates pt1, Coordinates pt2)
        : this(Math.Min(pt1.X, pt2.X), Math.Max(pt1.X, pt2.X), Math.Min(pt1.Y, pt2.Y), Math.Max(pt1.Y, pt2.Y))
    {
    }

    public readonly double HorizontalCenter => (Left + Right) / 2;

    public readonly double VerticalCenter => (Bottom + Top) / 2;

    public readonly Coordinates Center => new(HorizontalCenter, VerticalCenter);

    public readonly Coordinates TopLeft => new(Left, Top);

    public readonly Coordinates TopRight => new(Right, Top);

    public readonly Coordinates BottomLeft => new(Left, Bottom);

    public readonly Coordinates BottomRight => new(Right, Bottom);

    public readonly CoordinateRange XRange => new(Left, Right);

    public readonly CoordinateRange YRange => new(Bottom, Top);

    public readonly double Width => Right - Left;

    public readonly double Height => Top - Bottom;

    public readonly double Area => Width * Height;

    public readonly bool HasArea => double.IsFinite(Area) && Area != 0;

    public readonly bool IsInvertedX => Left > Right;

    public readonly bool IsInvertedY => Bottom > Top;

    public static CoordinateRect UnitSquare => new(0, 1, 0, 1);

    public static CoordinateRect Empty => new(double.NaN, double.NaN, double.NaN, double.NaN);

    public readonly bool Contains(double x, double y) => ContainsX(x) && ContainsY(y);

    public readonly bool Contains(Coordinates point) => Contains(point.X, point.Y);

    public readonly bool ContainsX(double x) => XRange.Contains(x);

    public readonly bool ContainsY(double y) => YRange.Contains(y);

    public readonly CoordinateRect WithTranslation(Coordinates p) => WithTranslation(p.X, p.Y);

    public readonly CoordinateRect WithTranslation(double x, double y) => new(Left + x, Right + x, Bottom + y, Top + y);

    public readonly bool Equals(CoordinateRect other) =>
        Left.Equals(other.Left) && Right.Equals(other.Right) && Bottom.Equals(other.Bottom) && Top.Equals(other.Top);

    public override readonly bool Equals(object? obj) => obj is CoordinateRect other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(Left, Right, Bottom, Top);

    public override readonly string ToString() => $"CoordinateRect: Left={Left} Right={Right} Bottom={Bottom} Top={Top}";

    public static bool operator ==(CoordinateRect a, CoordinateRect b) => a.Equals(b);

    public static bool operator !=(CoordinateRect a, CoordinateRect b) => !a.Equals(b);
}
