namespace ScottPlot.LayoutEngines;

/// <summary>Gives the panels the room they need, and the rest to the data.</summary>
public class Automatic : LayoutEngineBase, ILayoutEngine
{
    // Ticks depend on the room, and the room on the ticks: the second round measures the ticks of the first.
    private const int Rounds = 3;

    public Layout GetLayout(PixelRect figureRect, Plot plot, Paint paint)
    {
        IPanel[] panels = plot.Axes.GetPanels();
        PixelPadding margin = PixelPadding.Zero;
        PixelRect data = figureRect;
        Dictionary<IPanel, float> sizes = [];
        for (int round = 0; round < Rounds; round++)
        {
            RegenerateTicks(panels, data.Size, paint);
            sizes = Measure(panels, paint);
            data = Inner(figureRect, Needed(sizes), margin);
            PixelPadding overflow = Overflow(panels, figureRect, data, paint);
            margin = new PixelPadding(
                margin.Left + overflow.Left, margin.Right + overflow.Right, margin.Bottom + overflow.Bottom, margin.Top + overflow.Top);
            data = Inner(figureRect, Needed(sizes), margin);
        }

        return new Layout(figureRect, data, sizes, Offsets(panels, sizes));
    }

    private static PixelRect Inner(PixelRect figure, PixelPadding panels, PixelPadding margin)
    {
        float left = figure.Left + panels.Left + margin.Left;
        float top = figure.Top + panels.Top + margin.Top;
        float width = figure.Width - panels.Horizontal - margin.Horizontal;
        float height = figure.Height - panels.Vertical - margin.Vertical;
        return new PixelRect(new Pixel(left, top), new PixelSize(Math.Max(0, width), Math.Max(0, height)));
    }
}
