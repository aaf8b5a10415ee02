namespace ScottPlot.MultiplotLayouts;

public class Rows : IMultiplotLayout
{
    public PixelRect[] GetSubplotRectangles(SubplotCollection subplots, PixelRect figureRect) =>
        [.. Enumerable.Range(0, subplots.Count).Select(i => FractionRect.Row(i, subplots.Count).GetPixelRect(figureRect))];
}
