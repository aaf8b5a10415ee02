using ScottPlot;
using ScottPlot.Panels;
using ScottPlot.Plottables;
using Range = ScottPlot.Range;

namespace Uncertainty.Evaluation;

/// <summary>Colours of maps of uncertainty, and the bar that says what they mean.</summary>
internal static class ColorScale
{
    /// <summary>From 0, or the least value where that is below, to the greatest; one unit where all are equal there.</summary>
    public static Range Of(double lowest, double highest)
    {
        double low = Math.Min(0, lowest);
        return new Range(low, highest > low ? highest : low + 1);
    }

    /// <summary>[H, W] values in these colours, row 0 at the top.</summary>
    public static Heatmap AddMap(Plot plot, double[,] values, Range range)
    {
        Heatmap map = plot.Add.Heatmap(values);
        map.Colormap = FigureLook.UncertaintyColormap;
        map.ManualRange = range;
        return map;
    }

    public static void AddBar(Plot plot, Heatmap map, string label)
    {
        ColorBar bar = plot.Add.ColorBar(map);
        bar.Label = label;
        bar.Width = 16;
        bar.LabelStyle.Bold = false;
        bar.LabelStyle.FontSize = plot.Axes.Left.Label.FontSize;
        bar.Axis.TickLabelStyle.FontSize = plot.Axes.Left.TickLabelStyle.FontSize;
    }

    /// <summary>Row-major values as [H, W].</summary>
    public static double[,] Table(double[] values, int height, int width)
    {
        double[,] table = new double[height, width];
        Buffer.BlockCopy(values, 0, table, 0, sizeof(double) * values.Length);
        return table;
    }
}
