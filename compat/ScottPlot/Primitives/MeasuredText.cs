namespace ScottPlot;

public readonly struct MeasuredText
{
    public PixelSize Size { get; init; }

    public float LineHeight { get; init; }

    public float[] LineWidths { get; init; }

    /// <summary>How far below its upper edge a line's letters stand.</summary>
    internal float Ascent { get; init; }

    public float Width => Size.Width;

    public float Height => Size.Height;

    /// <summary>Where the text is when it is aligned to the origin.</summary>
    public PixelRect Rect(Alignment alignment) => new PixelRect(Size).WithDelta(
        -Width * alignment.HorizontalFraction(), -Height * (1 - alignment.VerticalFraction()));
}
