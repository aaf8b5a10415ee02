namespace ScottPlot.LayoutEngines;

public class FixedPadding(PixelPadding padding) : LayoutEngineBase, ILayoutEngine
{
    public Layout GetLayout(PixelRect figureRect, Plot plot, Paint paint) =>
        new FixedDataArea(figureRect.Contract(padding)).GetLayout(figureRect, plot, paint);
}
