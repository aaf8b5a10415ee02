using ScottPlot.Interop;

namespace ScottPlot.Plottables;

public class Marker : PlottableBase, IHasMarker, IHasLegendText
{
    public double X { get; set; }

    public double Y { get; set; }

    public Coordinates Location
    {
        get => new(X, Y);
        set => (X, Y) = (value.X, value.Y);
    }

    public Coordinates Position { get => Location; set => Location = value; }

    public Coordinates Coordinates { get => Location; set => Location = value; }

    public string LegendText { get; set; } = string.Empty;

    public MarkerStyle MarkerStyle { get; set; } = new();

    public MarkerShape MarkerShape { get => MarkerStyle.Shape; set => MarkerStyle.Shape = value; }

    public MarkerShape Shape { get => MarkerStyle.Shape; set => MarkerStyle.Shape = value; }

    public float MarkerSize { get => MarkerStyle.Size; set => MarkerStyle.Size = value; }

    public float Size { get => MarkerStyle.Size; set => MarkerStyle.Size = value; }

    public Color MarkerFillColor { get => MarkerStyle.FillColor; set => MarkerStyle.FillColor = value; }

    public Color MarkerLineColor
    {
        get => MarkerStyle.LineColor;
        set
        {
            MarkerStyle.LineColor = value;
            MarkerStyle.OutlineColor = value;
        }
    }

    public Color MarkerColor
    {
        get => MarkerFillColor;
        set
        {
            MarkerFillColor = value;
            MarkerLineColor = value;
        }
    }

    public Color Color { get => MarkerColor; set => MarkerColor = value; }

    public float MarkerLineWidth { get => MarkerStyle.LineWidth; set => MarkerStyle.LineWidth = value; }

    public float LineWidth
    {
        set
        {
            MarkerStyle.LineWidth = value;
            MarkerStyle.OutlineWidth = value;
        }
    }

    public override IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, MarkerStyle);

    public override AxisLimits GetAxisLimits() => new(Location);

    public override void Render(RenderPack rp) => MarkerDrawing.Draw(rp.Canvas, [Axes.GetPixel(Location)], MarkerStyle);
}
