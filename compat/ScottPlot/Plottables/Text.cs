namespace ScottPlot.Plottables;

public class Text : LabelStyleProperties, IPlottable
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public Coordinates Location { get; set; }

    public float OffsetX { get; set; }

    public float OffsetY { get; set; }

    public override LabelStyle LabelStyle { get; set; } = new() { FontSize = 14 };

    public Alignment Alignment { get => LabelAlignment; set => LabelAlignment = value; }

    public IEnumerable<LegendItem> LegendItems => LegendItem.None;

    public AxisLimits GetAxisLimits() => new(Location);

    public virtual void Render(RenderPack rp) => LabelStyle.Render(rp.Canvas, Axes.GetPixel(Location).WithOffset(OffsetX, OffsetY));
}
