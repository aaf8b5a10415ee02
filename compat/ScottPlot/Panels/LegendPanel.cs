namespace ScottPlot.Panels;

public class LegendPanel(Legend legend) : IPanel
{
    public bool IsVisible { get; set; } = true;

    public Edge Edge { get; set; }

    public float MinimumSize { get; set; }

    public float MaximumSize { get; set; } = float.MaxValue;

    public Legend Legend { get; } = legend;

    public Alignment Alignment { get; set; } = Alignment.MiddleCenter;

    public PixelPadding Padding { get; set; } = new(20, 20);

    public float Measure(Paint paint)
    {
        PixelSize size = Legend.GetLayout(PixelSize.Infinity, paint).LegendRect.Size;
        if (!IsVisible || float.IsNaN(size.Width))
        {
            return 0;
        }

        return Edge.IsVertical() ? size.Width + Padding.Horizontal : size.Height + Padding.Vertical;
    }

    public PixelRect GetPanelRect(PixelRect dataRect, float size, float offset, Paint paint) => PanelRect.Get(Edge, dataRect, size, offset);

    public void Render(RenderPack rp, float size, float offset)
    {
        if (IsVisible)
        {
            Legend.Render(rp, GetPanelRect(rp.DataRect, size, offset, rp.Paint), Alignment);
        }
    }
}
