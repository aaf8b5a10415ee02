namespace ScottPlot;

public class FillStyle
{
    public FillStyle()
    {
    }

    public FillStyle(Color color)
    {
        Color = color;
    }

    public Color Color { get; set; } = Colors.Transparent;

    public bool HasValue => Color != Colors.Transparent;

    public bool AntiAlias { get; set; } = true;

    public bool IsVisible { get; set; } = true;

    public bool CanBeRendered => IsVisible && Color.Alpha != 0;
}
