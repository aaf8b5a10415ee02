namespace ScottPlot;

public static class ImageFormats
{
    public static ImageFormat FromFileExtension(string ext)
    {
        if (!ext.StartsWith('.'))
        {
            throw new ArgumentException($"An extension must begin with '.'; got '{ext}'.", nameof(ext));
        }

        return ext.ToUpperInvariant() switch
        {
            ".PNG" => ImageFormat.Png,
            ".BMP" => ImageFormat.Bmp,
            ".SVG" => ImageFormat.Svg,
            _ => throw new ArgumentException($"Unknown image format '{ext}': .png, .bmp and .svg can be written.", nameof(ext)),
        };
    }

    public static ImageFormat FromFilename(string filename) => FromFileExtension(Path.GetExtension(filename));
}
