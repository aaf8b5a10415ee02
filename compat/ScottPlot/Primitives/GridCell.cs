namespace ScottPlot;

public class GridCell(int rowIndex, int colIndex, int rowCount, int colCount, int rowSpan = 1, int colSpan = 1)
{
    private readonly FractionRect _part =
        new((double)colIndex / colCount, (double)rowIndex / rowCount, (double)colSpan / colCount, (double)rowSpan / rowCount);

    public PixelRect GetRect(PixelRect figureRect) => _part.GetPixelRect(figureRect);
}
