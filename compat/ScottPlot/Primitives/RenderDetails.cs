namespace ScottPlot;

public readonly struct RenderDetails
{
    public readonly PixelRect FigureRect;
    public readonly PixelRect DataRect;
    public readonly PixelPadding Padding;
    public readonly AxisLimits AxisLimits;
    public readonly Layout Layout;
    public readonly int Count;

    internal RenderDetails(RenderPack rp, int count)
    {
        FigureRect = rp.FigureRect;
        DataRect = rp.DataRect;
        Padding = new PixelPadding(rp.FigureRect.Size, rp.DataRect);
        AxisLimits = rp.Plot.Axes.GetLimits();
        Layout = rp.Layout;
        Count = count;
    }

    public double PxPerUnitX => DataRect.Width / AxisLimits.HorizontalSpan;

    public double PxPerUnitY => DataRect.Height / AxisLimits.VerticalSpan;

    public double UnitsPerPxX => AxisLimits.HorizontalSpan / DataRect.Width;

    public double UnitsPerPxY => AxisLimits.VerticalSpan / DataRect.Height;
}
