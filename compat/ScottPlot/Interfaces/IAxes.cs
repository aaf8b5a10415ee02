namespace ScottPlot;

public interface IAxes
{
    PixelRect DataRect { get; set; }

    IXAxis XAxis { get; set; }

    IYAxis YAxis { get; set; }

    PixelRect GetPixelRect(CoordinateRect rect);

    PixelLine GetPixelLine(CoordinateLine rect);

    Pixel GetPixel(Coordinates coordinates);

    float GetPixelX(double xCoordinate);

    float GetPixelY(double yCoordinate);

    Coordinates GetCoordinates(Pixel pixel);

    double GetCoordinateX(float pixel);

    double GetCoordinateY(float pixel);
}
