namespace ScottPlot;

public interface IPanel
{
    bool IsVisible { get; set; }

    float MinimumSize { get; set; }

    float MaximumSize { get; set; }

    Edge Edge { get; }

    float Measure(Paint paint);

    void Render(RenderPack rp, float size, float offset);

    PixelRect GetPanelRect(PixelRect dataRect, float size, float offset, Paint paint);
}
