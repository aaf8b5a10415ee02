namespace ScottPlot.Plottables;

/// <summary>A stripe across the data.</summary>
public abstract class AxisSpan : FilledPlottable
{
    protected AxisSpan()
    {
        LineStyle = LineStyle.None;
    }

    public bool EnableAutoscale { get; set; } = true;

    public override IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, FillStyle);

    private protected void Render(RenderPack rp, PixelRect rect)
    {
        rp.Canvas.FillRectangle(rect, FillStyle);
        rp.Canvas.DrawRectangle(rect, LineStyle);
    }

    /// <summary>The two ends, at least one pixel apart.</summary>
    private protected static (float Low, float High) Visible(float end1, float end2)
    {
        float middle = (end1 + end2) / 2;
        float half = Math.Max(.5f, Math.Abs(end2 - end1) / 2);
        return (middle - half, middle + half);
    }
}
