namespace ScottPlot.Plottables;

/// <summary>Series that have a line.</summary>
public abstract class LinedPlottable : PlottableBase, IHasLine, IHasLegendText
{
    public string LegendText { get; set; } = string.Empty;

    public virtual LineStyle LineStyle { get; set; } = new(1);

    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }

    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }

    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }
}
