namespace ScottPlot;

public class TickMarkStyle
{
    public float Length;
    public float Width;
    public bool Hairline;
    public Color Color;
    public bool AntiAlias;
    public LinePattern Pattern = LinePattern.Solid;

    internal LineStyle ToLineStyle() => new(Width, Color, Pattern) { Hairline = Hairline, AntiAlias = AntiAlias };
}
