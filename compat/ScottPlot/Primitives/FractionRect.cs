namespace ScottPlot;

/// <summary>A part of a rectangle, from its upper left corner (0, 0) to its lower right one (1, 1).</summary>
public readonly struct FractionRect
{
    // Thirds of a picture add up to a little more than one.
    private const double Slack = 1e-9;

    public FractionRect(double left, double top, double width, double height)
    {
        if (left is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(left), left, "must be at least 0 and below 1.");
        }

        if (top is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(top), top, "must be at least 0 and below 1.");
        }

        Left = left;
        Top = top;
        Width = width;
        Height = height;
        if (Bottom > 1 + Slack)
        {
            throw new ArgumentException($"{nameof(top)} + {nameof(height)} must not exceed 1; they are {top} and {height}.", nameof(height));
        }

        if (Right > 1 + Slack)
        {
            throw new ArgumentException($"{nameof(left)} + {nameof(width)} must not exceed 1; they are {left} and {width}.", nameof(width));
        }
    }

    public double Left { get; }

    public double Top { get; }

    public double Width { get; }

    public double Height { get; }

    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public static FractionRect Full => new(0, 0, 1, 1);

    public static FractionRect Column(int columnIndex, int columnCount) => GridCell(columnIndex, 0, columnCount, 1);

    public static FractionRect Row(int rowIndex, int rowCount) => GridCell(0, rowIndex, 1, rowCount);

    public static FractionRect GridCell(int columnIndex, int rowIndex, int columnCount, int rowCount) =>
        new((double)columnIndex / columnCount, (double)rowIndex / rowCount, 1.0 / columnCount, 1.0 / rowCount);

    public PixelRect GetPixelRect(PixelRect fullRect) => GetPixelRect(fullRect.Width, fullRect.Height);

    public PixelRect GetPixelRect(float width, float height) => new(
        new Pixel(Left * width, Top * height), new PixelSize(Width * width, Height * height));
}
