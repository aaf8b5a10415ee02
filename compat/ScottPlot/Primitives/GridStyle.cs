namespace ScottPlot;

public class GridStyle
{
    public bool IsVisible { get; set; } = true;

    public LineStyle MajorLineStyle { get; set; } = new(1, Colors.Black.WithOpacity(.1)) { AntiAlias = false };

    public LineStyle MinorLineStyle { get; set; } = new(0, Colors.Black.WithOpacity(.05)) { AntiAlias = false };

    public int MaximumNumberOfGridLines { get; set; } = 1_000;

    public bool IsBeneathPlottables { get; set; } = true;

    public void Render(RenderPack rp, IAxis axis, IEnumerable<Tick> ticks)
    {
        if (!IsVisible)
        {
            return;
        }

        RenderLines(rp, axis, ticks.Where(tick => !tick.IsMajor), MinorLineStyle);
        RenderLines(rp, axis, ticks.Where(tick => tick.IsMajor), MajorLineStyle);
    }

    private void RenderLines(RenderPack rp, IAxis axis, IEnumerable<Tick> ticks, LineStyle style)
    {
        PixelRect data = rp.DataRect;
        foreach (Tick tick in ticks.Take(MaximumNumberOfGridLines))
        {
            float at = axis.GetPixel(tick.Position, data);
            PixelLine line = axis.IsHorizontal() ? new(at, data.Bottom, at, data.Top) : new(data.Left, at, data.Right, at);
            rp.Canvas.DrawLine(line, style);
        }
    }
}
