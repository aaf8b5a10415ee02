using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ScottPlot.Tests.Cairo;

/// <summary>The shapes and the texts in cairo's SVG.</summary>
internal sealed partial class SvgFile
{
    private static readonly XName Link = XName.Get("href", "http://www.w3.org/1999/xlink");

    private readonly Dictionary<string, PixelRect?> _glyphs;

    internal SvgFile(string xml)
    {
        XElement root = XElement.Parse(xml);
        _glyphs = root.Descendants().Where(element => element.Name.LocalName == "symbol")
            .ToDictionary(symbol => "#" + symbol.Attribute("id")!.Value, symbol => Box(symbol.Elements().First().Attribute("d")!.Value));
        XElement drawing = root.Elements().Single(element => element.Name.LocalName == "g");
        Shapes = [.. drawing.Descendants().Where(element => element.Name.LocalName == "path").Select(ShapeOf)];
        Texts = [.. drawing.Descendants().Where(element => element.Name.LocalName == "g").Select(InkOf).OfType<PixelRect>()];
        HasImage = root.Descendants().Any(element => element.Name.LocalName == "image");
    }

    internal Shape[] Shapes { get; }

    /// <summary>The ink of each text.</summary>
    internal PixelRect[] Texts { get; }

    internal bool HasImage { get; }

    internal static SvgFile Of(Plot plot, int width = 600, int height = 400) => new(plot.GetSvgXml(width, height));

    private static Shape ShapeOf(XElement path)
    {
        string style = path.Attribute("style")!.Value;
        return new Shape(ColorAfter(style, "fill"), ColorAfter(style, "stroke"), Box(path.Attribute("d")!.Value) ?? PixelRect.NaN);
    }

    private static string ColorAfter(string style, string property)
    {
        Match match = Regex.Match(style, $"(^|[; ]){property}:rgb\\(([^)]*)\\)");
        if (!match.Success)
        {
            return "none";
        }

        double[] percent = [.. match.Groups[2].Value.Split(',').Select(part => Number(part.TrimEnd('%')))];
        return "#" + string.Concat(percent.Select(value => ((int)Math.Round(value * 2.55)).ToString("X2", CultureInfo.InvariantCulture)));
    }

    private PixelRect? InkOf(XElement group)
    {
        PixelRect? ink = null;
        foreach (XElement use in group.Elements().Where(element => element.Name.LocalName == "use" && element.Attribute("x") is not null))
        {
            if (_glyphs[use.Attribute(Link)!.Value] is PixelRect glyph)
            {
                PixelRect placed = glyph.WithDelta((float)Number(use.Attribute("x")!.Value), (float)Number(use.Attribute("y")!.Value));
                ink = ink?.Expand(placed) ?? placed;
            }
        }

        return ink;
    }

    /// <summary>Around the points of a path; none where it is empty, as that of a blank.</summary>
    private static PixelRect? Box(string path)
    {
        double[] numbers = [.. Decimal().Matches(path).Select(match => Number(match.Value))];
        if (numbers.Length < 2)
        {
            return null;
        }

        double[] xs = [.. numbers.Where((_, i) => i % 2 == 0)];
        double[] ys = [.. numbers.Where((_, i) => i % 2 == 1)];
        return new PixelRect((float)xs.Min(), (float)xs.Max(), (float)ys.Max(), (float)ys.Min());
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("-?[0-9]+(\\.[0-9]+)?")]
    private static partial Regex Decimal();

    /// <param name="Fill">#RRGGBB or none.</param>
    /// <param name="Stroke">#RRGGBB or none.</param>
    /// <param name="Box">Around its points.</param>
    internal sealed record Shape(string Fill, string Stroke, PixelRect Box);
}
