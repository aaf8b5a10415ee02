namespace ScottPlot;

public class LineStyle
{
    public LineStyle()
    {
    }

    public LineStyle(float width)
    {
        Width = width;
    }

    public LineStyle(float width, Color color)
        : this(width)
    {
        Color = color;
    }

    public LineStyle(float width, Color color, LinePattern pattern)
        : this(width, color)
    {
        Pattern = pattern;
    }

    public float Width { get; set; }

    /// <summary>One device pixel wide, whatever the scale.</summary>
    public bool Hairline { get; set; }

    public Color Color { get; set; } = Colors.Black;

    public LinePattern Pattern { get; set; } = LinePattern.Solid;

    public bool IsVisible { get; set; } = true;

    public bool AntiAlias { get; set; } = true;

    /// <summary>Round ends and corners.</summary>
    public bool Rounded { get; set; }

    public float StrokeMiter { get; set; } = 4;

    public bool CanBeRendered => IsVisible && Color.Alpha != 0 && (Width != 0 || Hairline);

    public static LineStyle None => new(0);

    public LineStyle Clone() => new(Width, Color, Pattern) { Hairline = Hairline, AntiAlias = AntiAlias, IsVisible = IsVisible };
}
