using System.Text;
using ScottPlot;

namespace Uncertainty.Evaluation;

/// <summary>Figures as files.</summary>
public static class FigureFiles
{
    /// <summary>Width where none is given, in pixels of the layout.</summary>
    public const int DefaultWidth = 600;

    /// <summary>Height where none is given, in pixels of the layout.</summary>
    public const int DefaultHeight = 400;

    /// <summary>
    /// Writes a figure, whole or not at all, over a file that is there: as PNG or, for papers, as SVG, by the extension of the name.
    /// </summary>
    /// <param name="plot">The figure.</param>
    /// <param name="path">The file, ending in .png or .svg; its folder must exist.</param>
    /// <param name="width">Width in pixels of the layout, in which sizes of text and lines are measured. Default 600; at least 1.</param>
    /// <param name="height">Height in pixels of the layout. Default 400; at least 1.</param>
    /// <param name="sharpness">Pixels of a PNG for one of the layout, along each side. Default 2, for sharp screens and print; an SVG has no pixels.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> ends in neither .png nor .svg.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A side is below 1, or <paramref name="sharpness"/> is not finite and greater than 0.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveFigure(this Plot plot, string path, int width = DefaultWidth, int height = DefaultHeight, double sharpness = 2)
    {
        Guard.NotNull(plot);
        Guard.NotNull(path);
        Guard.AtLeast(width, 1);
        Guard.AtLeast(height, 1);
        Guard.Positive(sharpness);
        byte[] bytes = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".png" => Png(plot, width, height, sharpness),
            ".svg" => Encoding.UTF8.GetBytes(plot.GetSvgXml(width, height)),
            _ => throw new ArgumentException($"must end in .png or .svg; got '{path}'.", nameof(path)),
        };
        WholeFile.Write(path, stream => stream.Write(bytes));
    }

    private static byte[] Png(Plot plot, int width, int height, double sharpness)
    {
        double before = plot.ScaleFactor;
        plot.ScaleFactor = sharpness;
        try
        {
            return plot.GetImageBytes((int)Math.Round(width * sharpness), (int)Math.Round(height * sharpness), ImageFormat.Png);
        }
        finally
        {
            plot.ScaleFactor = before;
        }
    }
}
