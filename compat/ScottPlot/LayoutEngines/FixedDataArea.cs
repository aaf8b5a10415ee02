namespace ScottPlot.LayoutEngines;

public class FixedDataArea(PixelRect dataRect) : LayoutEngineBase, ILayoutEngine
{
    public Layout GetLayout(PixelRect figureRect, Plot plot, Paint paint)
    {
        IPanel[] panels = plot.Axes.GetPanels();
        RegenerateTicks(panels, dataRect.Size, paint);
        Dictionary<IPanel, float> sizes = Measure(panels, paint);
        return new Layout(figureRect, dataRect, sizes, Offsets(panels, sizes));
    }
}
