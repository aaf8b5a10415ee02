namespace ScottPlot.MultiplotLayouts;

/// <summary>Row by row.</summary>
public class Grid(int rows, int columns) : IMultiplotLayout
{
    public PixelRect[] GetSubplotRectangles(SubplotCollection subplots, PixelRect figureRect)
    {
        if (subplots.Count > rows * columns)
        {
            throw new InvalidOperationException($"A grid of {rows} rows and {columns} columns has no room for {subplots.Count} plots.");
        }

        return [.. Enumerable.Range(0, subplots.Count).Select(i => FractionRect.GridCell(i % columns, i / columns, columns, rows).GetPixelRect(figureRect))];
    }
}
