namespace ScottPlot;

public readonly struct PixelSize(float width, float height) : IEquatable<PixelSize>
{
    public readonly float Width = width;
    public readonly float Height = height;

    public PixelSize(double width, double height)
        : this((float)width, (float)height)
    {
    }

    public float Area => Width * Height;

    public static PixelSize Zero => new(0, 0);

    public static PixelSize NaN => new(float.NaN, float.NaN);

    public static PixelSize Infinity => new(float.PositiveInfinity, float.PositiveInfinity);

    public PixelRect ToPixelRect() => new(0, Width, Height, 0);

    public bool Contains(PixelSize size) => Width >= size.Width && Height >= size.Height;

    public PixelSize Max(PixelSize rect2) => new(Math.Max(Width, rect2.Width), Math.Max(Height, rect2.Height));

    public PixelSize Expanded(PixelPadding pad) => new(Width + pad.Horizontal, Height + pad.Vertical);

    public PixelSize Contracted(PixelPadding pad) => new(Width - pad.Horizontal, Height - pad.Vertical);

    public bool Equals(PixelSize other) => Width.Equals(other.Width) && Height.Equals(other.Height);

    public override bool Equals(object? obj) => obj is PixelSize other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Width, Height);

    public override string ToString() => $"PixelSize: Width={Width}, Height={Height}";

    public static bool operator ==(PixelSize a, PixelSize b) => a.Equals(b);

    public static bool operator !=(PixelSize a, PixelSize b) => !a.Equals(b);
}
