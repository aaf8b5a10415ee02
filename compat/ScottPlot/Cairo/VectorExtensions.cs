using System.Text;
using ScottPlot.Interop;

namespace ScottPlot.Cairo;

/// <summary>Files that ScottPlot itself does not write: code that is to run on both does without them.</summary>
public static class VectorExtensions
{
    /// <summary>One page, width by height points.</summary>
    public static SavedImageInfo SavePdf(this Plot plot, string filePath, int width, int height)
    {
        Plot.CheckSize(width, height);
        return Save(filePath, VectorDocument.Pdf(width, height, canvas => plot.RenderManager.Render(canvas, new PixelRect(width, height))));
    }

    /// <inheritdoc cref="SavePdf(Plot, string, int, int)"/>
    public static SavedImageInfo SavePdf(this IMultiplot multiplot, string filename, int width = 800, int height = 600)
    {
        Plot.CheckSize(width, height);
        return Save(filename, VectorDocument.Pdf(width, height, canvas => multiplot.Render(canvas, new PixelRect(width, height))));
    }

    public static SavedImageInfo SaveSvg(this IMultiplot multiplot, string filename, int width = 800, int height = 600)
    {
        Plot.CheckSize(width, height);
        string xml = VectorDocument.Svg(width, height, canvas => multiplot.Render(canvas, new PixelRect(width, height)));
        return Save(filename, Encoding.UTF8.GetBytes(xml));
    }

    private static SavedImageInfo Save(string path, byte[] bytes)
    {
        WholeFile.Write(path, bytes);
        return new SavedImageInfo(path, bytes.Length);
    }
}
