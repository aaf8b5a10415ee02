using System.Text;
using ScottPlot.Interop;

namespace ScottPlot;

/// <summary>Pictures of the plot.</summary>
public partial class Plot
{
    public void RenderInMemory(int width = 400, int height = 300) => GetImage(width, height).Dispose();

    public Image GetImage(int width, int height)
    {
        CheckSize(width, height);
        return Image.Draw(width, height, canvas => RenderManager.Render(canvas, new PixelRect(width, height)));
    }

    public byte[] GetImageBytes(int width, int height, ImageFormat format = ImageFormat.Bmp)
    {
        using Image image = GetImage(width, height);
        return image.GetImageBytes(format);
    }

    public string GetPngHtml(int width, int height, string classContent = "", string styleContent = "")
    {
        string data = Convert.ToBase64String(GetImageBytes(width, height, ImageFormat.Png));
        return $"<img class=\"{classContent}\" style=\"{styleContent}\" src=\"data:image/png;base64,{data}\" />";
    }

    public string GetSvgHtml(int width, int height) => GetSvgXml(width, height);

    public string GetSvgXml(int width, int height)
    {
        CheckSize(width, height);
        return VectorDocument.Svg(width, height, canvas => RenderManager.Render(canvas, new PixelRect(width, height)));
    }

    public SavedImageInfo SavePng(string filePath, int width, int height)
    {
        using Image image = GetImage(width, height);
        return image.SavePng(filePath).WithRenderDetails(LastRender);
    }

    public SavedImageInfo SaveBmp(string filePath, int width, int height)
    {
        using Image image = GetImage(width, height);
        return image.SaveBmp(filePath).WithRenderDetails(LastRender);
    }

    public SavedImageInfo SaveSvg(string filePath, int width, int height)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(GetSvgXml(width, height));
        WholeFile.Write(filePath, bytes);
        return new SavedImageInfo(filePath, bytes.Length).WithRenderDetails(LastRender);
    }

    public SavedImageInfo Save(string filePath, int width, int height) =>
        Save(filePath, width, height, ImageFormats.FromFilename(filePath));

    /// <param name="filePath">Replaced if it is there.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="format">One of those listed.</param>
    /// <param name="quality">Of lossy formats, of which there is none here.</param>
    public SavedImageInfo Save(string filePath, int width, int height, ImageFormat format, int quality = 85) => format switch
    {
        ImageFormat.Svg => SaveSvg(filePath, width, height),
        ImageFormat.Bmp => SaveBmp(filePath, width, height),
        ImageFormat.Png => SavePng(filePath, width, height),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "must be Png, Bmp or Svg."),
    };

    internal static void CheckSize(int width, int height)
    {
        if (width < 1)
        {
            throw new ArgumentException($"{nameof(width)} must be greater than 0; it is {width}.", nameof(width));
        }

        if (height < 1)
        {
            throw new ArgumentException($"{nameof(height)} must be greater than 0; it is {height}.", nameof(height));
        }
    }
}
