namespace ScottPlot;

public struct PixelPadding(float left, float right, float bottom, float top)
{
    public float Left = left;
    public float Right = right;
    public float Bottom = bottom;
    public float Top = top;

    public PixelPadding(float padding)
        : this(padding, padding, padding, padding)
    {
    }

    public PixelPadding(float x, float y)
        : this(x, x, y, y)
    {
    }

    public PixelPadding(PixelSize figureSize, PixelRect dataArea)
        : this(dataArea.Left, figureSize.Width - dataArea.Right, figureSize.Height - dataArea.Bottom, dataArea.Top)
    {
    }

    public readonly float Horizontal => Left + Right;

    public readonly float Vertical => Top + Bottom;

    public static PixelPadding Zero => default;
}
