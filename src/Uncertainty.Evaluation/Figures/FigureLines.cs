using ScottPlot;
using ScottPlot.Plottables;

namespace Uncertainty.Evaluation;

/// <summary>The lines that figures have in common.</summary>
internal static class FigureLines
{
    /// <summary>What no screen or paper shows, as a share of an axis over [0, 1].</summary>
    private const double Invisible = 1.0 / 4096;

    /// <summary>The line of a series.</summary>
    public static Scatter Add(Plot plot, int number, double[] xs, double[] ys, string name)
    {
        Scatter line = plot.Add.Scatter(xs, ys, FigureLook.Series(number));
        line.LineWidth = FigureLook.LineWidth;
        // A line of one point is not seen.
        line.MarkerSize = xs.Length == 1 ? 9 : 0;
        line.LegendText = name;
        return line;
    }

    /// <summary>Points without lines.</summary>
    public static Scatter Points(Plot plot, double[] xs, double[] ys, Color color, float size, string name)
    {
        Scatter points = plot.Add.ScatterPoints(xs, ys, color);
        points.MarkerSize = size;
        points.LegendText = name;
        return points;
    }

    /// <summary>A dashed grey line that data are measured against.</summary>
    public static Scatter Reference(Plot plot, double[] xs, double[] ys, string name)
    {
        Scatter line = plot.Add.Scatter(xs, ys, FigureLook.Reference);
        line.LineWidth = 1;
        line.LinePattern = LinePattern.Dashed;
        line.MarkerSize = 0;
        line.LegendText = name;
        return line;
    }

    /// <summary>That from (0, 0) to (1, 1).</summary>
    public static Scatter Diagonal(Plot plot, string name) => Reference(plot, [0, 1], [0, 1], name);

    /// <summary>
    /// A curve without the points that lie where the one before them does, as far as anybody can see: a million scores would make a million points.
    /// The first and the last stay.
    /// </summary>
    /// <param name="curve">Its points, x in [0, 1].</param>
    /// <param name="height">Length of the axis that runs up.</param>
    public static (double X, double Y)[] Thin(IEnumerable<(double X, double Y)> curve, double height = 1)
    {
        List<(double X, double Y)> kept = [];
        (double X, double Y)? last = null;
        foreach ((double X, double Y) point in curve)
        {
            last = point;
            if (kept.Count == 0 || Math.Abs(point.X - kept[^1].X) > Invisible || Math.Abs(point.Y - kept[^1].Y) > Invisible * height)
            {
                kept.Add(point);
            }
        }

        if (last is { } end && kept[^1] != end)
        {
            kept.Add(end);
        }

        return [.. kept];
    }
}
