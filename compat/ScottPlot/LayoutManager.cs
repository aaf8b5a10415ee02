using ScottPlot.LayoutEngines;

namespace ScottPlot;

public class LayoutManager(Plot plot)
{
    public ILayoutEngine LayoutEngine { get; set; } = new Automatic();

    public void Default() => LayoutEngine = new Automatic();

    public void Fixed(PixelRect dataRect) => LayoutEngine = new FixedDataArea(dataRect);

    public void Fixed(PixelPadding padding) => LayoutEngine = new FixedPadding(padding);

    public void Frameless(bool hideAllPanels = true) => plot.Axes.Frameless(hideAllPanels);
}
