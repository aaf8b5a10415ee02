namespace ScottPlot.Stylers;

public class FontStyler(Plot plot)
{
    /// <summary>The family of the title, the axes and everything made later.</summary>
    public void Set(string fontName)
    {
        Fonts.Default = fontName;
        plot.Axes.Title.Label.FontName = fontName;
        foreach (IAxis axis in plot.Axes.GetAxes())
        {
            axis.Label.FontName = fontName;
            axis.TickLabelStyle.FontName = fontName;
        }
    }
}
