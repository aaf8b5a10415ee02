namespace ScottPlot;

public readonly struct PixelLength(float length)
{
    public readonly float Length = length;

    public static implicit operator PixelLength(float length) => new(length);

    public override string ToString() => $"{Length} pixels";
}
