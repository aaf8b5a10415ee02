namespace ScottPlot.Plottables;

public class HorizontalSpan : AxisSpan
{
    public double X1 { get; set; }

    public double X2 { get; set; }

    public double Left { get => Math.Min(X1, X2); set => X1 = value; }

    public double Right { get => Math.Max(X1, X2); set => X2 = value; }

    public CoordinateRange XRange => new(Left, Right);

    public override AxisLimits GetAxisLimits() => EnableAutoscale ? AxisLimits.HorizontalOnly(Left, Right) : AxisLimits.NoLimits;

    public override void Render(RenderPack rp)
    {
        (float low, float high) = Visible(Axes.GetPixelX(X1), Axes.GetPixelX(X2));
        Render(rp, new PixelRect(low, high, rp.DataRect.Bottom, rp.DataRect.Top));
    }
}
