namespace ScottPlot.MultiplotLayouts;

public class Columns : IMultiplotLayout
{
    public PixelRect[] GetSubplotRectangles(SubplotCollection subplots, PixelRect figureRect) =>
        [.. Enumerable.Range(0, subplots.Count).Select(i => FractionRect.Column(i, subplots.Count).GetPixelRect(figureRect))];
}
