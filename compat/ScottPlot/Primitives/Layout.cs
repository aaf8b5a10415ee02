namespace ScottPlot;

public readonly struct Layout(
    PixelRect figureRect, PixelRect dataRect, Dictionary<IPanel, float> sizes, Dictionary<IPanel, float> offsets)
{
    public readonly PixelRect FigureRect { get; } = figureRect;

    public readonly PixelRect DataRect { get; } = dataRect;

    public readonly Dictionary<IPanel, float> PanelOffsets { get; } = offsets;

    public readonly Dictionary<IPanel, float> PanelSizes { get; } = sizes;
}
