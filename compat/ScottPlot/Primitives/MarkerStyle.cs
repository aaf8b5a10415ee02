namespace ScottPlot;

public class MarkerStyle : IHasLine
{
    public MarkerStyle()
    {
    }

    public MarkerStyle(MarkerShape shape, float size)
        : this(shape, size, Colors.Gray)
    {
    }

    public MarkerStyle(MarkerShape shape, float size, Color color)
    {
        Shape = shape;
        Size = size;
        LineColor = color;
        if (shape.IsLineOnly())
        {
            LineWidth = 2;
        }
        else
        {
            FillColor = color;
        }
    }

    public bool IsVisible { get; set; } = true;

    public MarkerShape Shape { get; set; }

    public float Size { get; set; }

    public Color MarkerColor
    {
        get => LineColor;
        set
        {
            FillColor = value;
            LineColor = value;
        }
    }

    /// <summary>Of the shapes that are made of lines.</summary>
    public LineStyle LineStyle { get; set; } = new(1);

    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }

    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }

    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }

    public FillStyle FillStyle { get; set; } = new();

    public Color FillColor { get => FillStyle.Color; set => FillStyle.Color = value; }

    /// <summary>Around the shapes that are filled.</summary>
    public LineStyle OutlineStyle { get; set; } = new(0, Colors.Black);

    public float OutlineWidth { get => OutlineStyle.Width; set => OutlineStyle.Width = value; }

    public LinePattern OutlinePattern { get => OutlineStyle.Pattern; set => OutlineStyle.Pattern = value; }

    public Color OutlineColor { get => OutlineStyle.Color; set => OutlineStyle.Color = value; }

    public static MarkerStyle Default => new(MarkerShape.FilledCircle, 5);

    public static MarkerStyle None => new(MarkerShape.None, 0);
}
