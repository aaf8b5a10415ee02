namespace ScottPlot;

/// <summary>Those that can be written here; the numbers are ScottPlot's.</summary>
public enum ImageFormat
{
    Bmp = 0,
    Png = 2,
    Svg = 4,
}
