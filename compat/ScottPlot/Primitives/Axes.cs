namespace ScottPlot;

/// <summary>The axes that a series is drawn on; the plot's first ones until they are set.</summary>
public class Axes : IAxes
{
    public IXAxis XAxis { get; set; } = null!;

    public IYAxis YAxis { get; set; } = null!;

    public PixelRect DataRect { get; set; }

    public static Axes Default => new();

    public Coordinates GetCoordinates(Pixel pixel) => new(GetCoordinateX(pixel.X), GetCoordinateY(pixel.Y));

    public double GetCoordinateX(float pixel) => XAxis.GetCoordinate(pixel, DataRect);

    public double GetCoordinateY(float pixel) => YAxis.GetCoordinate(pixel, DataRect);

    public Pixel GetPixel(Coordinates coordinates) => new(GetPixelX(coordinates.X), GetPixelY(coordinates.Y));

    public float GetPixelX(double xCoordinate) => XAxis.GetPixel(xCoordinate, DataRect);

    public float GetPixelY(double yCoordinate) => YAxis.GetPixel(yCoordinate, DataRect);

    public PixelLine GetPixelLine(CoordinateLine line) => new(GetPixel(line.Start), GetPixel(line.End));

    public PixelRect GetPixelRect(CoordinateRect rect) => new(GetPixel(rect.BottomLeft), GetPixel(rect.TopRight));
}
