namespace ScottPlot.Panels;

public class TitlePanel : IPanel
{
    public float VerticalPadding = 10;

    public bool IsVisible { get; set; } = true;

    public Edge Edge => Edge.Top;

    public float MinimumSize { get; set; }

    public float MaximumSize { get; set; } = float.MaxValue;

    public LabelStyle Label { get; } = new() { FontSize = 16, Bold = true, Alignment = Alignment.LowerCenter };

    /// <summary>Over the middle of the whole figure instead of the data's.</summary>
    public bool FullFigureCenter { get; set; }

    public PixelRect GetPanelRect(PixelRect dataRect, float size, float offset, Paint paint) => PanelRect.Get(Edge, dataRect, size, offset);

    public float Measure(Paint paint) =>
        IsVisible && !string.IsNullOrWhiteSpace(Label.Text) ? Label.Measure(paint).Height + VerticalPadding : 0;

    public void Render(RenderPack rp, float size, float offset)
    {
        if (IsVisible)
        {
            PixelRect panel = GetPanelRect(rp.DataRect, size, offset, rp.Paint);
            float x = FullFigureCenter ? rp.ScaledFigureRect.HorizontalCenter : panel.HorizontalCenter;
            float width = Label.Measure(rp.Paint).Width;
            float inside = PanelRect.Middle(x, width, rp.ScaledFigureRect.Left, rp.ScaledFigureRect.Right);
            Label.Render(rp.Canvas, new Pixel(inside, panel.Bottom));
        }
    }
}
