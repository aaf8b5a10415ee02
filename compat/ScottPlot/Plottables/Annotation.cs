namespace ScottPlot.Plottables;

/// <summary>Text at a place in the data area, whatever the axes show.</summary>
public class Annotation : LabelStyleProperties, IPlottable
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public override LabelStyle LabelStyle { get; set; } = new() { ShadowColor = Colors.Black.WithAlpha(.2) };

    public string Text { get => LabelText; set => LabelText = value; }

    public Alignment Alignment { get; set; } = Alignment.UpperLeft;

    public PixelOffset PixelOffset { get; set; } = new(10, 10);

    public float OffsetX { get => PixelOffset.X; set => PixelOffset = PixelOffset.WithX(value); }

    public float OffsetY { get => PixelOffset.Y; set => PixelOffset = PixelOffset.WithY(value); }

    public FractionRect FractionRect { get; set; } = FractionRect.Full;

    public IEnumerable<LegendItem> LegendItems => LegendItem.None;

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public virtual void Render(RenderPack rp)
    {
        PixelRect part = rp.DataRect.Fraction(FractionRect);
        LabelStyle.Render(rp.Canvas, LabelStyle.GetRenderLocation(part, Alignment, OffsetX, OffsetY, rp.Paint));
    }
}
