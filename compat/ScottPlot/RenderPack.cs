using ScottPlot.Interop;

namespace ScottPlot;

/// <summary>What a render needs: where to draw, how large, on which plot.</summary>
public class RenderPack
{
    internal RenderPack(Plot plot, PixelRect figureRect, Canvas canvas, Paint paint)
    {
        Plot = plot;
        FigureRect = figureRect;
        float scale = (float)plot.ScaleFactor;
        ScaledFigureRect = new PixelRect(figureRect.Left / scale, figureRect.Right / scale, figureRect.Bottom / scale, figureRect.Top / scale);
        Canvas = canvas;
        Paint = paint;
    }

    public Plot Plot { get; }

    public PixelRect FigureRect { get; }

    /// <summary>The figure in the units of layout, of which ScaleFactor pixels make one.</summary>
    public PixelRect ScaledFigureRect { get; }

    public PixelRect DataRect => Layout.DataRect;

    public Layout Layout { get; private set; }

    public Paint Paint { get; }

    internal Canvas Canvas { get; }

    internal void CalculateLayout() => Layout = Plot.Layout.LayoutEngine.GetLayout(ScaledFigureRect, Plot, Paint);
}
