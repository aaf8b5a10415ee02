using ScottPlot;
using ScottPlot.LayoutEngines;
using ScottPlot.Panels;

namespace Uncertainty.Evaluation;

/// <summary>
/// Gives a unit the same length along both axes, however wide the figure is: for figures whose both axes have one range, where a diagonal means
/// something, and for planes.
/// </summary>
internal sealed class SquareLayout(double widthOverHeight) : ILayoutEngine
{
    private const int LegendRounds = 3;

    private readonly Automatic _automatic = new();

    /// <summary>Makes the data area of a figure square, with both axes over one range.</summary>
    public static void Apply(Plot plot, double low = 0, double high = 1) => Apply(plot, new AxisLimits(low, high, low, high));

    /// <summary>Makes the axes show just these limits, in equal units.</summary>
    public static void Apply(Plot plot, AxisLimits limits)
    {
        plot.Layout.LayoutEngine = new SquareLayout(limits.HorizontalSpan / limits.VerticalSpan);
        plot.Axes.SetLimits(limits);
    }

    public Layout GetLayout(PixelRect figureRect, Plot plot, Paint paint)
    {
        LegendPanel? legend = plot.Axes.GetPanels().OfType<LegendPanel>().FirstOrDefault();
        Layout layout = Fitted(figureRect, plot, paint);

        // How a legend is wrapped depends on the data's room, and that on the legend.
        for (int round = 0; round < LegendRounds && legend is not null && LegendRoom.Fit(legend, layout.DataRect.Size, paint); round++)
        {
            layout = Fitted(figureRect, plot, paint);
        }

        return layout;
    }

    private Layout Fitted(PixelRect figureRect, Plot plot, Paint paint)
    {
        Layout room = _automatic.GetLayout(figureRect, plot, paint);
        float width = (float)Math.Min(room.DataRect.Width, room.DataRect.Height * widthOverHeight);
        float height = (float)Math.Min(room.DataRect.Height, room.DataRect.Width / widthOverHeight);
        float left = room.DataRect.Left + ((room.DataRect.Width - width) / 2);
        float top = room.DataRect.Top + ((room.DataRect.Height - height) / 2);
        PixelRect data = new(new Pixel(left, top), new PixelSize(width, height));
        return new Layout(figureRect, data, room.PanelSizes, room.PanelOffsets);
    }
}
