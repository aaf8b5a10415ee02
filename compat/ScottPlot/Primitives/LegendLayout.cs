namespace ScottPlot;

public readonly struct LegendLayout
{
    public required LegendItem[] LegendItems { get; init; }

    public required PixelRect LegendRect { get; init; }

    public required PixelRect[] LabelRects { get; init; }

    public required PixelRect[] SymbolRects { get; init; }

    public static LegendLayout NoLegend => new() { LegendItems = [], LegendRect = PixelRect.NaN, LabelRects = [], SymbolRects = [] };

    internal LegendLayout MovedBy(PixelOffset offset) => new()
    {
        LegendItems = LegendItems,
        LegendRect = LegendRect.WithOffset(offset),
        LabelRects = [.. LabelRects.Select(rect => rect.WithOffset(offset))],
        SymbolRects = [.. SymbolRects.Select(rect => rect.WithOffset(offset))],
    };
}
