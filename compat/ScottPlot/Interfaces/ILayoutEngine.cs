namespace ScottPlot;

public interface ILayoutEngine
{
    Layout GetLayout(PixelRect figureRect, Plot plot, Paint paint);
}
