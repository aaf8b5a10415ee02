namespace ScottPlot;

public struct Coordinates(double x, double y) : IEquatable<Coordinates>
{
    public double X { get; set; } = x;

    public double Y { get; set; } = y;

    public readonly bool AreReal => double.IsFinite(X) && double.IsFinite(Y);

    public readonly Coordinates Rotated => new(Y, X);

    public static Coordinates NaN => new(double.NaN, double.NaN);

    public static Coordinates Zero => new(0, 0);

    public static Coordinates Origin => new(0, 0);

    public static Coordinates Infinity => new(double.PositiveInfinity, double.PositiveInfinity);

    public static Coordinates[] Zip(double[] xs, double[] ys)
    {
        if (xs.Length != ys.Length)
        {
            throw new ArgumentException($"{nameof(xs)} and {nameof(ys)} must have equal length; they have {xs.Length} and {ys.Length}.");
        }

        return [.. xs.Zip(ys, (x, y) => new Coordinates(x, y))];
    }

    public readonly double DistanceSquared(Coordinates pt) => ((X - pt.X) * (X - pt.X)) + ((Y - pt.Y) * (Y - pt.Y));

    public readonly double Distance(Coordinates pt) => Math.Sqrt(DistanceSquared(pt));

    public readonly CoordinateRect ToRect(double radiusX, double radiusY) => new(X - radiusX, X + radiusX, Y - radiusY, Y + radiusY);

    public readonly CoordinateRect ToRect(double radius) => ToRect(radius, radius);

    public readonly Coordinates WithDelta(double dX, double dY) => new(X + dX, Y + dY);

    public readonly bool Equals(Coordinates other) => X.Equals(other.X) && Y.Equals(other.Y);

    public override readonly bool Equals(object? obj) => obj is Coordinates other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(X, Y);

    public override readonly string ToString() => $"Coordinates {{ X = {X}, Y = {Y} }}";

    public static bool operator ==(Coordinates a, Coordinates b) => a.Equals(b);

    public static bool operator !=(Coordinates a, Coordinates b) => !a.Equals(b);

    public static Coordinates operator +(Coordinates a, Coordinates b) => new(a.X + b.X, a.Y + b.Y);
}
