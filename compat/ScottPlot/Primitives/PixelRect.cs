namespace ScottPlot;

/// <summary>A rectangle in a picture; Bottom is below Top and so the larger number.</summary>
public readonly struct PixelRect : IEquatable<PixelRect>
{
    public readonly float Left;
    public readonly float Right;
    public readonly float Bottom;
    public readonly float Top;

    public PixelRect(float left, float right, float bottom, float top)
    {
        (Left, Right) = (Math.Min(left, right), Math.Max(left, right));
        (Bottom, Top) = (Math.Max(top, bottom), Math.Min(top, bottom));
    }

    public PixelRect(float width, float height)
        : this(0, width, height, 0)
    {
    }

    public PixelRect(Pixel center, float radius)
        : this(center.X - radius, center.X + radius, center.Y + radius, center.Y - radius)
    {
    }

    public PixelRect(Pixel corner1, Pixel corner2)
        : this(corner1.X, corner2.X, corner1.Y, corner2.Y)
    {
    }

    public PixelRect(Pixel topLeftCorner, PixelSize size)
        : this(topLeftCorner.X, topLeftCorner.X + size.Width, topLeftCorner.Y + size.Height, topLeftCorner.Y)
    {
    }

    public PixelRect(PixelSize size)
        : this(0, size.Width, size.Height, 0)
    {
    }

    public float HorizontalCenter => (Left + Right) / 2;

    public float VerticalCenter => (Top + Bottom) / 2;

    public float Width => Right - Left;

    public float Height => Bottom - Top;

    public bool HasArea => Width * Height != 0;

    public Pixel TopLeft => new(Left, Top);

    public Pixel TopRight => new(Right, Top);

    public Pixel BottomLeft => new(Left, Bottom);

    public Pixel BottomRight => new(Right, Bottom);

    public Pixel LeftCenter => new(Left, VerticalCenter);

    public Pixel RightCenter => new(Right, VerticalCenter);

    public Pixel BottomCenter => new(HorizontalCenter, Bottom);

    public Pixel TopCenter => new(HorizontalCenter, Top);

    public Pixel Center => new(HorizontalCenter, VerticalCenter);

    public PixelSize Size => new(Width, Height);

    public static PixelRect Zero => default;

    public static PixelRect NaN => new(float.NaN, float.NaN, float.NaN, float.NaN);

    public PixelRect Contract(float delta) => Contract(delta, delta);

    public PixelRect Contract(float x, float y) => Contract(new PixelPadding(x, y));

    /// <summary>Smaller on all sides, but never beyond its middle.</summary>
    public PixelRect Contract(PixelPadding padding) => new(
        Math.Min(Left + padding.Left, HorizontalCenter),
        Math.Max(Right - padding.Right, HorizontalCenter),
        Math.Max(Bottom - padding.Bottom, VerticalCenter),
        Math.Min(Top + padding.Top, VerticalCenter));

    public PixelRect Expand(float delta) => Contract(-delta);

    public PixelRect Expand(PixelPadding pad) => new(Left - pad.Left, Right + pad.Right, Bottom + pad.Bottom, Top - pad.Top);

    public PixelRect Expand(PixelRect other) => new(
        Math.Min(Left, other.Left), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom), Math.Min(Top, other.Top));

    public PixelRect Intersect(PixelRect other)
    {
        float left = Math.Max(Left, other.Left);
        float right = Math.Min(Right, other.Right);
        float bottom = Math.Min(Bottom, other.Bottom);
        float top = Math.Max(Top, other.Top);
        return left > right || top > bottom ? NaN : new PixelRect(left, right, bottom, top);
    }

    public PixelRect WithDelta(float x, float y) => new(Left + x, Right + x, Bottom + y, Top + y);

    public PixelRect WithOffset(PixelOffset offset) => WithDelta(offset.X, offset.Y);

    public bool Contains(Pixel px) => Contains(px.X, px.Y);

    public bool Contains(float x, float y) => ContainsX(x) && ContainsY(y);

    public bool ContainsX(float x) => x >= Left && x <= Right;

    public bool ContainsY(float y) => y >= Top && y <= Bottom;

    public Pixel GetAlignedPixel(Alignment alignment) => new(
        Left + (Width * alignment.HorizontalFraction()), Bottom - (Height * alignment.VerticalFraction()));

    public PixelRect AlignedInside(PixelRect largerRect, Alignment alignment) => AlignedInside(largerRect, alignment, PixelPadding.Zero);

    public PixelRect AlignedInside(PixelRect largerRect, Alignment alignment, PixelPadding padding)
    {
        PixelRect inner = largerRect.Contract(padding);
        float left = inner.Left + ((inner.Width - Width) * alignment.HorizontalFraction());
        float top = inner.Top + ((inner.Height - Height) * (1 - alignment.VerticalFraction()));
        return new PixelRect(new Pixel(left, top), Size);
    }

    public PixelRect Fraction(FractionRect frac) => new(
        Left + (Width * (float)frac.Left),
        Left + (Width * (float)frac.Right),
        Top + (Height * (float)frac.Bottom),
        Top + (Height * (float)frac.Top));

    public bool Equals(PixelRect other) =>
        Left.Equals(other.Left) && Right.Equals(other.Right) && Bottom.Equals(other.Bottom) && Top.Equals(other.Top);

    public override bool Equals(object? obj) => obj is PixelRect other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Left, Right, Bottom, Top);

    public override string ToString() => $"PixelRect: Left={Left} Right={Right} Bottom={Bottom} Top={Top}";

    public static bool operator ==(PixelRect a, PixelRect b) => a.Equals(b);

    public static bool operator !=(PixelRect a, PixelRect b) => !a.Equals(b);
}
