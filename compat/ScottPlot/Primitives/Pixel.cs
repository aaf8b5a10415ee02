namespace ScottPlot;

/// <summary>A place in a picture; y runs downwards.</summary>
public struct Pixel(float x, float y) : IEquatable<Pixel>
{
    public float X = x;
    public float Y = y;

    public Pixel(double x, double y)
        : this((float)x, (float)y)
    {
    }

    public static Pixel NaN => new(float.NaN, float.NaN);

    public static Pixel Zero => new(0, 0);

    public readonly float DistanceFrom(Pixel px2) => MathF.Sqrt(((px2.X - X) * (px2.X - X)) + ((px2.Y - Y) * (px2.Y - Y)));

    public readonly Pixel WithOffset(float dX, float dY) => new(X + dX, Y + dY);

    public readonly Pixel WithOffset(PixelOffset offset) => WithOffset(offset.X, offset.Y);

    public readonly Pixel Divide(float v) => new(X / v, Y / v);

    public readonly Pixel Multiply(float v) => new(X * v, Y * v);

    public readonly bool Equals(Pixel other) => X.Equals(other.X) && Y.Equals(other.Y);

    public override readonly bool Equals(object? obj) => obj is Pixel other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(X, Y);

    public override readonly string ToString() => $"Pixel {{ X = {X}, Y = {Y} }}";

    public static bool operator ==(Pixel a, Pixel b) => a.Equals(b);

    public static bool operator !=(Pixel a, Pixel b) => !a.Equals(b);

    public static Pixel operator +(Pixel a, Pixel b) => new(a.X + b.X, a.Y + b.Y);

    public static Pixel operator -(Pixel a, Pixel b) => new(a.X - b.X, a.Y - b.Y);

    public static Pixel operator *(Pixel a, float b) => a.Multiply(b);

    public static Pixel operator /(Pixel a, float b) => a.Divide(b);
}
