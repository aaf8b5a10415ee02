namespace ScottPlot.Plottables;

public class VerticalLine : AxisLine
{
    public double X { get => Position; set => Position = value; }

    public double Minimum { get; set; } = double.NegativeInfinity;

    public double Maximum { get; set; } = double.PositiveInfinity;

    public override AxisLimits GetAxisLimits() => EnableAutoscale ? AxisLimits.HorizontalOnly(X, X) : AxisLimits.NoLimits;

    public override void Render(RenderPack rp)
    {
        (double from, double to) = Ends(Axes.YAxis, Minimum, Maximum);
        if (Axes.XAxis.Range.Contains(X) && from <= to)
        {
            rp.Canvas.DrawLine(Axes.GetPixelLine(new CoordinateLine(X, from, X, to)), LineStyle);
        }
    }

    public override void RenderLast(RenderPack rp)
    {
        float x = Axes.GetPixelX(X);
        if (HasLabel && rp.DataRect.ContainsX(x))
        {
            float y = LabelOppositeAxis
                ? rp.DataRect.Top - LabelStyle.PixelPadding.Top
                : rp.DataRect.Bottom + LabelStyle.PixelPadding.Bottom;
            RenderLabel(rp, new Pixel(x, y), LabelOppositeAxis ? Alignment.LowerCenter : Alignment.UpperCenter);
        }
    }
}
