using ScottPlot;
using ScottPlot.Panels;

namespace Uncertainty.Evaluation;

/// <summary>Room for legends beside the data that need more than one column, or below them more than one row.</summary>
internal static class LegendRoom
{
    /// <summary>Gives a legend what it needs beside data of a size; says whether that is another room than it had.</summary>
    public static bool Fit(LegendPanel legend, PixelSize data, Paint paint)
    {
        if (legend.Legend.GetItems().Length == 0)
        {
            return false;
        }

        bool beside = legend.Edge.IsVertical();
        PixelSize room = beside ? new PixelSize(float.PositiveInfinity, data.Height) : new PixelSize(data.Width, float.PositiveInfinity);
        PixelSize needed = legend.Legend.GetLayout(room, paint).LegendRect.Size;
        float size = beside ? needed.Width + legend.Padding.Horizontal : needed.Height + legend.Padding.Vertical;
        bool changes = size != legend.MinimumSize || size != legend.MaximumSize;
        (legend.MinimumSize, legend.MaximumSize) = (size, size);
        return changes;
    }
}
