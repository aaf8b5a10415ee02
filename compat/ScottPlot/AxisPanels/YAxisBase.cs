namespace ScottPlot.AxisPanels;

public abstract class YAxisBase : AxisBase, IYAxis
{
    private const float LabelGap = 5;

    public double Height => Range.Span;

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
            ? EmptyLabelPadding.Horizontal
            : LabelStyle.Measure(paint).Height + PaddingBetweenTickAndAxisLabels.Horizontal + PaddingOutsideAxisLabels.Horizontal;
        return MajorTickStyle.Length + MeasureTickLabels(paint).Width + label;
    }

    public float GetPixel(double position, PixelRect dataArea) => (float)(dataArea.Bottom - ((position - Min) / Height * dataArea.Height));

    public double GetCoordinate(float pixel, PixelRect dataArea) => Min + ((dataArea.Bottom - pixel) / dataArea.Height * Height);

    public double GetPixelDistance(double distance, PixelRect dataArea) => distance / Height * dataArea.Height;

    public double GetCoordinateDistance(float distance, PixelRect dataArea) => distance / dataArea.Height * Height;

    public PixelRect GetPanelRect(PixelRect dataRect, float size, float offset, Paint paint) => Panels.PanelRect.Get(Edge, dataRect, size, offset);

    public virtual void Render(RenderPack rp, float size, float offset)
    {
        if (!IsVisible)
        {
            return;
        }

        PixelRect panel = GetPanelRect(rp.DataRect, size, offset, rp.Paint);
        bool isLeft = Edge == Edge.Left;
        LabelAlignment = Alignment.UpperCenter;
        float padding = PaddingOutsideAxisLabels.Horizontal;
        PixelRect figure = rp.ScaledFigureRect;
        float middle = Panels.PanelRect.Middle(panel.VerticalCenter, LabelStyle.Measure(rp.Paint).Width, figure.Top, figure.Bottom);
        LabelStyle.Render(rp.Canvas, new Pixel(isLeft ? panel.Left + padding : panel.Right - padding, middle));

        float frame = isLeft ? panel.Right : panel.Left;
        foreach (Tick tick in TickGenerator.Ticks)
        {
            RenderTick(
                rp, tick, new Pixel(frame, GetPixel(tick.Position, panel)), new Pixel(isLeft ? -1 : 1, 0f), LabelGap,
                isLeft ? Alignment.MiddleRight : Alignment.MiddleLeft);
        }

        float corner = FrameLineStyle.Width / 2;
        rp.Canvas.DrawLine(new PixelLine(frame, panel.Bottom + corner, frame, panel.Top - corner), FrameLineStyle);
    }
}
