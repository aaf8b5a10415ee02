using ScottPlot.Interop;

namespace ScottPlot.Plottables;

public class LinePlot : MarkedPlottable
{
    public Coordinates Start { get; set; }

    public Coordinates End { get; set; }

    public CoordinateLine Line
    {
        get => new(Start, End);
        set => (Start, End) = (value.Start, value.End);
    }

    public bool LineOnTop { get; set; } = true;

    public bool MarkersOnTop { get => !LineOnTop; set => LineOnTop = !value; }

    public Color Color
    {
        get => LineStyle.Color;
        set
        {
            LineStyle.Color = value;
            MarkerStyle.FillColor = value;
        }
    }

    public override IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, LineStyle, MarkerStyle);

    public override AxisLimits GetAxisLimits() => new(new CoordinateRect(Start, End));

    public override void Render(RenderPack rp)
    {
        Pixel[] ends = [Axes.GetPixel(Start), Axes.GetPixel(End)];
        if (MarkersOnTop)
        {
            rp.Canvas.DrawPolyline(ends, LineStyle);
        }

        MarkerDrawing.Draw(rp.Canvas, ends, MarkerStyle);
        if (LineOnTop)
        {
            rp.Canvas.DrawPolyline(ends, LineStyle);
        }
    }
}
