using ScottPlot.Interop;

namespace ScottPlot.Rendering;

public class RenderManager(Plot plot)
{
    // A rule that changes the limits changes the ticks, and so the layout, and so perhaps the limits again.
    private const int MaximumLayouts = 5;

    public RenderDetails LastRender { get; private set; }

    public int RenderCount { get; private set; }

    internal void Render(Canvas canvas, PixelRect figureRect)
    {
        using Paint paint = Paint.NewDisposablePaint();
        RenderPack rp = new(plot, figureRect, canvas, paint);
        Arrange(rp);
        canvas.Save();
        try
        {
            canvas.Scale(plot.ScaleFactor);
            Draw(rp);
        }
        finally
        {
            canvas.Restore();
        }

        canvas.Check("Drawing");
        RenderCount++;
        LastRender = new RenderDetails(rp, RenderCount);
    }

    private void Arrange(RenderPack rp)
    {
        plot.Axes.ReplaceNullAxesWithDefaults();
        AutoScaleUnsetAxes();
        for (int i = 0; i < MaximumLayouts; i++)
        {
            ApplyRules(rp, beforeLayout: true);
            rp.CalculateLayout();
            AxisLimits before = plot.Axes.GetLimits();
            ApplyRules(rp, beforeLayout: false);
            if (plot.Axes.GetLimits() == before)
            {
                break;
            }
        }

        foreach (IAxis axis in plot.Axes.GetAxes())
        {
            axis.RegenerateTicks(axis.IsHorizontal() ? rp.DataRect.Width : rp.DataRect.Height, rp.Paint);
        }
    }

    private void AutoScaleUnsetAxes()
    {
        if (plot.PlottableList.Any(plottable => plottable.IsVisible))
        {
            foreach (IAxes axes in plot.PlottableList.Select(plottable => plottable.Axes))
            {
                bool horizontal = !axes.XAxis.Range.HasBeenSet;
                bool vertical = !axes.YAxis.Range.HasBeenSet;
                if (horizontal || vertical)
                {
                    plot.Axes.AutoScale(axes.XAxis, axes.YAxis, horizontal, vertical);
                }
            }
        }

        if (!plot.Axes.Bottom.Range.HasBeenSet)
        {
            plot.Axes.SetLimitsX(AxisLimits.Default);
        }

        if (!plot.Axes.Left.Range.HasBeenSet)
        {
            plot.Axes.SetLimitsY(AxisLimits.Default);
        }
    }

    private void ApplyRules(RenderPack rp, bool beforeLayout)
    {
        foreach (IAxisRule rule in plot.Axes.Rules)
        {
            rule.Apply(rp, beforeLayout);
        }
    }

    private void Draw(RenderPack rp)
    {
        plot.FigureBackground.Render(rp, rp.ScaledFigureRect);
        plot.DataBackground.Render(rp, rp.DataRect);
        DrawGrids(rp, beneath: true);
        IPlottable[] visible = [.. plot.PlottableList.Where(plottable => plottable.IsVisible)];
        foreach (IPlottable plottable in visible)
        {
            plottable.Axes.DataRect = rp.DataRect;
            Clipped(rp, () => plottable.Render(rp));
        }

        DrawGrids(rp, beneath: false);
        plot.Legend.Render(rp);
        foreach (IPanel panel in plot.Axes.GetPanels())
        {
            panel.Render(rp, rp.Layout.PanelSizes[panel], rp.Layout.PanelOffsets[panel]);
        }

        rp.Canvas.DrawRectangle(rp.ScaledFigureRect.Contract(plot.FigureBorder.Width / 2), plot.FigureBorder);
        rp.Canvas.DrawRectangle(rp.DataRect, plot.DataBorder);
        foreach (IRenderLast plottable in visible.OfType<IRenderLast>())
        {
            plottable.RenderLast(rp);
        }
    }

    private void DrawGrids(RenderPack rp, bool beneath)
    {
        foreach (IGrid grid in plot.Axes.AllGrids.Where(grid => grid.IsBeneathPlottables == beneath))
        {
            grid.Render(rp);
        }
    }

    private static void Clipped(RenderPack rp, Action draw)
    {
        rp.Canvas.Save();
        rp.Canvas.Clip(rp.DataRect);
        draw();
        rp.Canvas.Restore();
    }
}
