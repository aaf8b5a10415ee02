using NUnit.Framework;
using ScottPlot;
#if SVG_OF_CAIRO
using ScottPlot.Tests.Cairo;
#endif

namespace Uncertainty.Testing;

/// <summary>
/// A figure as it is drawn. Where cairo draws, its SVG is taken apart: where its texts and shapes are. ScottPlot's own SVG is drawn too, but not
/// taken apart; then what is asked of texts and shapes holds without being looked at.
/// </summary>
public sealed class DrawnFigure
{
    private readonly PixelRect _figure;

    /// <summary>Draws a figure, [width, height] pixels.</summary>
    public DrawnFigure(Plot plot, int width = 600, int height = 400)
    {
        Plot = plot;
        _figure = new PixelRect(0f, width, height, 0f);
        string xml = plot.GetSvgXml(width, height);
#if SVG_OF_CAIRO
        SvgFile svg = new(xml);
        Texts = svg.Texts;
        Shapes = [.. svg.Shapes.Select(shape => new DrawnShape(shape.Fill, shape.Stroke, shape.Box))];
#else
        Assert.That(xml, Does.Contain("<svg"));
        Texts = [];
        Shapes = [];
#endif
    }

    /// <summary>Whether <see cref="Texts"/> and <see cref="Shapes"/> are known.</summary>
#if SVG_OF_CAIRO
    public static bool IsTakenApart => true;
#else
    public static bool IsTakenApart => false;
#endif

    public Plot Plot { get; }

    /// <summary>The ink of each text.</summary>
    public IReadOnlyList<PixelRect> Texts { get; }

    public IReadOnlyList<DrawnShape> Shapes { get; }

    /// <summary>Where the data are.</summary>
    public PixelRect Data => Plot.LastRender.DataRect;

    /// <summary>That no text is cut off or lies over another, at 600 × 400 and at twice the sharpness, and that room is left for the data.</summary>
    public static void AssertReadable(Plot plot, int width = 600, int height = 400)
    {
        double before = plot.ScaleFactor;
        foreach (int sharpness in new[] { 1, 2 })
        {
            plot.ScaleFactor = sharpness;
            DrawnFigure figure = new(plot, width * sharpness, height * sharpness);
            figure.AssertTexts();
            Assert.That(figure.Data.Width, Is.GreaterThan(width / 4f), "width of the data");
            Assert.That(figure.Data.Height, Is.GreaterThan(height / 4f), "height of the data");
        }

        plot.ScaleFactor = before;
    }

    /// <summary>The shapes filled with a colour, whatever its opacity.</summary>
    public IReadOnlyList<PixelRect> FilledWith(Color color) => [.. Shapes.Where(shape => shape.Fill == Name(color)).Select(shape => shape.Box)];

    /// <summary>The lines drawn in a colour, whatever its opacity.</summary>
    public IReadOnlyList<PixelRect> DrawnIn(Color color) => [.. Shapes.Where(shape => shape.Stroke == Name(color)).Select(shape => shape.Box)];

    private void AssertTexts()
    {
        for (int i = 0; i < Texts.Count; i++)
        {
            PixelRect text = Texts[i];
            Assert.That(_figure.Contains(text.TopLeft) && _figure.Contains(text.BottomRight), Is.True, $"{text} lies in the figure");
            for (int j = 0; j < i; j++)
            {
                Assert.That(float.IsNaN(text.Intersect(Texts[j]).Left), Is.True, $"{text} and {Texts[j]} are apart");
            }
        }
    }

    private static string Name(Color color) => "#" + color.ToHex().TrimStart('#')[..6].ToUpperInvariant();
}
