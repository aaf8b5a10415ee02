namespace ScottPlot.Plottables;

public class VerticalSpan : AxisSpan
{
    public double Y1 { get; set; }

    public double Y2 { get; set; }

    public double Bottom { get => Math.Min(Y1, Y2); set => Y1 = value; }

    public double Top { get => Math.Max(Y1, Y2); set => Y2 = value; }

    public CoordinateRange YRange => new(Bottom, Top);

    public override AxisLimits GetAxisLimits() => EnableAutoscale ? AxisLimits.VerticalOnly(Bottom, Top) : AxisLimits.NoLimits;

    public override void Render(RenderPack rp)
    {
        (float low, float high) = Visible(Axes.GetPixelY(Y1), Axes.GetPixelY(Y2));
        Render(rp, new PixelRect(rp.DataRect.Left, rp.DataRect.Right, high, low));
    }
}
