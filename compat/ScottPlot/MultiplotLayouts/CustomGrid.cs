namespace ScottPlot.MultiplotLayouts;

/// <summary>A place of its own for each plot; one without a place is not drawn.</summary>
public class CustomGrid : IMultiplotLayout
{
    private readonly Dictionary<Plot, GridCell> _cells = [];

    public void Set(Plot plot, GridCell gridCell) => _cells[plot] = gridCell;

    public PixelRect[] GetSubplotRectangles(SubplotCollection subplots, PixelRect figureRect) =>
        [.. subplots.GetPlots().Select(plot => _cells.TryGetValue(plot, out GridCell? cell) ? cell.GetRect(figureRect) : PixelRect.NaN)];
}
