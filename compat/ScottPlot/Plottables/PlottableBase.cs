namespace ScottPlot.Plottables;

/// <summary>What all series have.</summary>
public abstract class PlottableBase : IPlottable
{
    public bool IsVisible { get; set; } = true;

    public virtual IAxes Axes { get; set; } = new Axes();

    public abstract IEnumerable<LegendItem> LegendItems { get; }

    public abstract AxisLimits GetAxisLimits();

    public abstract void Render(RenderPack rp);
}
