using ScottPlot.Interop;

namespace ScottPlot.Plottables;

public class Markers(IScatterSource data) : PlottableBase, IHasMarker, IHasLegendText
{
    public IScatterSource Data { get; } = data;

    public string LegendText { get; set; } = string.Empty;

    public MarkerStyle MarkerStyle { get; set; } = new();

    public MarkerShape MarkerShape { get => MarkerStyle.Shape; set => MarkerStyle.Shape = value; }

    public float MarkerSize { get => MarkerStyle.Size; set => MarkerStyle.Size = value; }

    public Color MarkerFillColor { get => MarkerStyle.FillColor; set => MarkerStyle.FillColor = value; }

    public Color MarkerLineColor { get => MarkerStyle.LineColor; set => MarkerStyle.LineColor = value; }

    public Color MarkerColor { get => MarkerStyle.MarkerColor; set => MarkerStyle.MarkerColor = value; }

    public float MarkerLineWidth { get => MarkerStyle.LineWidth; set => MarkerStyle.LineWidth = value; }

    public Color Color
    {
        get => MarkerStyle.FillColor;
        set => MarkerStyle.MarkerColor = value;
    }

    /// <summary>Colours the markers by their order, from first to last.</summary>
    public IColormap? Colormap { get; set; }

    public override IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, MarkerStyle);

    public override AxisLimits GetAxisLimits() => Data.GetLimits();

    public override void Render(RenderPack rp)
    {
        Pixel[] points = [.. Data.GetScatterPoints().Select(Axes.GetPixel)];
        if (Colormap is null)
        {
            MarkerDrawing.Draw(rp.Canvas, points, MarkerStyle);
            return;
        }

        for (int i = 0; i < points.Length; i++)
        {
            MarkerStyle.MarkerColor = Colormap.GetColor(i, points.Length);
            MarkerDrawing.Draw(rp.Canvas, [points[i]], MarkerStyle);
        }
    }
}
