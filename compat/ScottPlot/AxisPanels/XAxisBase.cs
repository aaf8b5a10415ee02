namespace ScottPlot.AxisPanels;

public abstract class XAxisBase : AxisBase, IXAxis
{
    private const float LabelGap = 2;

    protected XAxisBase()
    {
        LabelRotation = 0;
    }

    public double Width => Range.Span;

    public virtual float Measure(Paint paint)
    {
        if (!IsVisible)
        {
            return 0;
        }

        if (!Range.HasBeenSet)
        {
            return SizeWhenNoData;
        }

        float label = string.IsNullOrEmpty(LabelText)
            ? EmptyLabelPadding.Vertical
            : LabelStyle.Measure(paint).Height + PaddingBetweenTickAndAxisLabels.Vertical + PaddingOutsideAxisLabels.Vertical;
        return MajorTickStyle.Length + MeasureTickLabels(paint).Height + label;
    }

    public float GetPixel(double position, PixelRect dataArea) => (float)(dataArea.Left + ((position - Min) / Width * dataArea.Width));

    public double GetCoordinate(float pixel, PixelRect dataArea) => Min + ((pixel - dataArea.Left) / dataArea.Width * Width);

    public double GetPixelDistance(double distance, PixelRect dataArea) => distance / Width * dataArea.Width;

    public double GetCoordinateDistance(float distance, PixelRect dataArea) => distance / dataArea.Width * Width;

    public PixelRect GetPanelRect(PixelRect dataRect, float size, float offset, Paint paint) => Panels.PanelRect.Get(Edge, dataRect, size, offset);

    public virtual void Render(RenderPack rp, float size, float offset)
    {
        if (!IsVisible)
        {
            return;
        }

        PixelRect panel = GetPanelRect(rp.DataRect, size, offset, rp.Paint);
        bool isBottom = Edge == Edge.Bottom;
        LabelAlignment = isBottom ? Alignment.LowerCenter : Alignment.UpperCenter;
        float padding = PaddingOutsideAxisLabels.Vertical;
        PixelRect figure = rp.ScaledFigureRect;
        float middle = Panels.PanelRect.Middle(panel.HorizontalCenter, LabelStyle.Measure(rp.Paint).Width, figure.Left, figure.Right);
        LabelStyle.Render(rp.Canvas, new Pixel(middle, isBottom ? panel.Bottom - padding : panel.Top + padding));

        float frame = isBottom ? panel.Top : panel.Bottom;
        foreach (Tick tick in TickGenerator.Ticks)
        {
            RenderTick(
                rp, tick, new Pixel(GetPixel(tick.Position, panel), frame), new Pixel(0f, isBottom ? 1 : -1), LabelGap,
                isBottom ? Alignment.UpperCenter : Alignment.LowerCenter);
        }

        // Half a line further on each side, so that the corners of the frame are whole.
        float corner = FrameLineStyle.Width / 2;
        rp.Canvas.DrawLine(new PixelLine(panel.Left - corner, frame, panel.Right + corner, frame), FrameLineStyle);
    }
}
