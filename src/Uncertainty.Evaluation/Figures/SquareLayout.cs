using ScottPlot;
using ScottPlot.LayoutEngines;

namespace Uncertainty.Evaluation;

/// <summary>Gives the data a square, however wide the figure is: for figures whose both axes run over [0, 1], where a diagonal means something.</summary>
internal sealed class SquareLayout : ILayoutEngine
{
    private readonly Automatic _automatic = new();

    /// <summary>Makes the data area of a figure square, with axes over [0, 1].</summary>
    public static void Apply(Plot plot)
    {
        plot.Layout.LayoutEngine = new SquareLayout();
        plot.Axes.SetLimits(0, 1, 0, 1);
    }

    public Layout GetLayout(PixelRect figureRect, Plot plot, Paint paint)
    {
        Layout room = _automatic.GetLayout(figureRect, plot, paint);
        float side = Math.Min(room.DataRect.Width, room.DataRect.Height);
        float left = room.DataRect.Left + ((room.DataRect.Width - side) / 2);
        float top = room.DataRect.Top + ((room.DataRect.Height - side) / 2);
        PixelRect square = new(new Pixel(left, top), new PixelSize(side, side));
        return new Layout(figureRect, square, room.PanelSizes, room.PanelOffsets);
    }
}
