using ScottPlot.AxisPanels;
using ScottPlot.TickGenerators;

namespace ScottPlot.Panels;

public class ColorBar(IHasColorAxis source, Edge edge = Edge.Right) : IPanel
{
    private const int Shades = 256;

    public bool IsVisible { get; set; } = true;

    public IHasColorAxis Source { get; set; } = source;

    public Edge Edge { get; set; } = edge;

    public IAxis Axis { get; private set; } = edge switch
    {
        Edge.Left => new LeftAxis(),
        Edge.Right => new RightAxis(),
        Edge.Bottom => new BottomAxis(),
        _ => new TopAxis(),
    };

    /// <summary>Of the coloured bar, in pixels.</summary>
    public float Width { get; set; } = 30;

    public string Label { get => Axis.Label.Text; set => Axis.Label.Text = value; }

    public LabelStyle LabelStyle => Axis.Label;

    public float MinimumSize { get; set; }

    public float MaximumSize { get; set; } = float.MaxValue;

    public float Measure(Paint paint)
    {
        if (!IsVisible)
        {
            return 0;
        }

        GenerateTicks(new PixelRect(600f, 400f), paint);
        return Width + Axis.Measure(paint);
    }

    public PixelRect GetPanelRect(PixelRect dataRect, float size, float offset, Paint paint) => PanelRect.Get(Edge, dataRect, size, offset);

    public void Render(RenderPack rp, float size, float offset)
    {
        if (!IsVisible)
        {
            return;
        }

        PixelRect bar = PanelRect.Get(Edge, rp.DataRect, Width, offset);
        using (Image image = Shade())
        {
            image.Render(rp.Canvas, bar, antiAlias: true);
        }

        GenerateTicks(rp.DataRect, rp.Paint);
        Axis.Render(rp, size - Width, offset + Width);
    }

    private Image Shade()
    {
        uint[] argb = new uint[Shades];
        for (int i = 0; i < Shades; i++)
        {
            int shade = Edge.IsVertical() ? Shades - 1 - i : i;
            argb[i] = Source.Colormap.GetColor((double)shade / (Shades - 1)).PremultipliedARGB;
        }

        return Edge.IsVertical() ? Image.FromPremultiplied(argb, 1, Shades) : Image.FromPremultiplied(argb, Shades, 1);
    }

    private void GenerateTicks(PixelRect dataRect, Paint paint)
    {
        Range range = Source.GetRange();
        bool isFlat = range.Min == range.Max;
        // Equal values all have the first colour: one tick beside it says which value that is.
        Axis.Range.Set(range.Min, isFlat ? range.Min + Math.Max(1, Math.Abs(range.Min)) : range.Max);
        Axis.RegenerateTicks(Edge.IsVertical() ? dataRect.Height : dataRect.Width, paint);
        if (isFlat && Axis.TickGenerator is NumericAutomatic automatic)
        {
            automatic.Ticks = [Tick.Major(range.Min, automatic.LabelFormatter(range.Min))];
        }
    }
}
