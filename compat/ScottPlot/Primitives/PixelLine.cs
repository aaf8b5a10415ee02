namespace ScottPlot;

public readonly struct PixelLine(float x1, float y1, float x2, float y2)
{
    public readonly float X1 = x1;
    public readonly float X2 = x2;
    public readonly float Y1 = y1;
    public readonly float Y2 = y2;

    public PixelLine(Pixel px1, Pixel px2)
        : this(px1.X, px1.Y, px2.X, px2.Y)
    {
    }

    public Pixel Pixel1 => new(X1, Y1);

    public Pixel Pixel2 => new(X2, Y2);

    public Pixel Center => new((X1 + X2) / 2, (Y1 + Y2) / 2);

    public float Length => Pixel1.DistanceFrom(Pixel2);

    public PixelLine WithDelta(float dx, float dy) => new(X1 + dx, Y1 + dy, X2 + dx, Y2 + dy);

    public override string ToString() => $"PixelLine from ({X1}, {Y1}) to ({X2}, {Y2})";
}
