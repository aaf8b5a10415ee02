namespace ScottPlot.Plottables;

public class ImageRect : PlottableBase
{
    public Image? Image { get; set; }

    public CoordinateRect Rect { get; set; } = CoordinateRect.UnitSquare;

    /// <summary>Whether colours flow into each other where the image is enlarged.</summary>
    public bool AntiAlias { get; set; } = true;

    public override IEnumerable<LegendItem> LegendItems => LegendItem.None;

    public override AxisLimits GetAxisLimits() => new(Rect);

    public override void Render(RenderPack rp) => Image?.Render(rp.Canvas, Axes.GetPixelRect(Rect), AntiAlias);
}
