namespace ScottPlot.Plottables;

/// <summary>Series that have a line around an area.</summary>
public abstract class FilledPlottable : LinedPlottable
{
    public virtual FillStyle FillStyle { get; set; } = new();

    public Color FillColor { get => FillStyle.Color; set => FillStyle.Color = value; }
}
