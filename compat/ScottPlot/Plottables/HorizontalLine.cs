namespace ScottPlot.Plottables;

public class HorizontalLine : AxisLine
{
    public HorizontalLine()
    {
        LabelStyle.Rotation = -90;
        LabelStyle.Alignment = Alignment.LowerCenter;
    }

    public double Y { get => Position; set => Position = value; }

    public double Minimum { get; set; } = double.NegativeInfinity;

    public double Maximum { get; set; } = double.PositiveInfinity;

    public override AxisLimits GetAxisLimits() => EnableAutoscale ? AxisLimits.VerticalOnly(Y, Y) : AxisLimits.NoLimits;

    public override void Render(RenderPack rp)
    {
        (double from, double to) = Ends(Axes.XAxis, Minimum, Maximum);
        if (Axes.YAxis.Range.Contains(Y) && from <= to)
        {
            rp.Canvas.DrawLine(Axes.GetPixelLine(new CoordinateLine(from, Y, to, Y)), LineStyle);
        }
    }

    public override void RenderLast(RenderPack rp)
    {
        float y = Axes.GetPixelY(Y);
        if (HasLabel && rp.DataRect.ContainsY(y))
        {
            float x = LabelOppositeAxis
                ? rp.DataRect.Right + LabelStyle.PixelPadding.Right + rp.Layout.PanelOffsets[Axes.YAxis]
                : rp.DataRect.Left - LabelStyle.PixelPadding.Left - rp.Layout.PanelOffsets[Axes.YAxis];
            RenderLabel(rp, new Pixel(x, y), LabelOppositeAxis ? Alignment.UpperCenter : Alignment.LowerCenter);
        }
    }
}
