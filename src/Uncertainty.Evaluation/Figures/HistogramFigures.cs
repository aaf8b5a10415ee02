using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;

namespace Uncertainty.Evaluation;

/// <summary>Histograms of several groups of values over one axis.</summary>
public static class HistogramFigures
{
    /// <summary>Number of bins where none is given.</summary>
    public const int DefaultBins = 40;

    /// <summary>So many names have room in a legend above the bars; more stand beside them.</summary>
    private const int MostAbove = 4;

    /// <summary>Room for a row of the legend, as a share of the highest bar.</summary>
    private const double LegendRow = 0.09;

    /// <summary>
    /// Histograms of groups: the share of each group's values that lies in each bin, so that groups of unlike sizes can be compared. Bins are of equal
    /// width, the same for all groups: [a, b), the last one with its upper edge.
    /// </summary>
    /// <param name="title">Above the data.</param>
    /// <param name="label">What the values are, with their unit.</param>
    /// <param name="groups">The groups, in the order of the legend, which gives the number of values of each; at least one.</param>
    /// <param name="bins">Number of bins. Default 40; at least 1.</param>
    /// <param name="range">
    /// What the bins cover, all values within. Default null: from the least to the greatest value; where all are equal, to half their size around.
    /// </param>
    /// <param name="threshold">A value to mark by a dashed line. Default null: none.</param>
    /// <returns>The figure, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">There is no group, a group is empty, or a value is not finite or outside <paramref name="range"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="bins"/> is below 1, <paramref name="range"/> is not from a finite number to a greater one, or <paramref name="threshold"/> is not
    /// finite.
    /// </exception>
    public static Plot Draw(
        string title,
        string label,
        IReadOnlyList<HistogramGroup> groups,
        int bins = DefaultBins,
        (double Low, double High)? range = null,
        double? threshold = null)
    {
        Guard.NotEmpty(groups);
        Guard.AtLeast(bins, 1);
        (double low, double high) = Range(groups, range);
        Plot plot = FigureLook.NewPlot(title, label, "share of each group");
        double highest = 0;
        foreach ((int number, HistogramGroup group) in groups.Index())
        {
            double[] shares = Shares(group.Values, bins, low, high);
            highest = Math.Max(highest, shares.Max());
            AddGroup(plot, group, shares, low, high, group.Color ?? FigureLook.Series(number));
        }

        if (threshold is { } mark)
        {
            AddThreshold(plot, mark);
            (low, high) = (Math.Min(low, mark), Math.Max(high, mark));
        }

        (double left, double right) = FigureRange.Padded((low, high));
        int names = groups.Count + (threshold is null ? 0 : 1);
        bool legendAbove = names <= MostAbove;
        plot.Axes.SetLimits(left, right, 0, highest * (legendAbove ? 1.05 + (LegendRow * names) : 1.05));
        if (legendAbove)
        {
            plot.ShowLegend(Alignment.UpperRight);
        }
        else
        {
            plot.ShowLegend(Edge.Right);
        }

        return plot;
    }

    /// <summary>[bins] shares of the values.</summary>
    internal static double[] Shares(IReadOnlyList<double> values, int bins, double low, double high)
    {
        double[] shares = new double[bins];
        foreach (double value in values)
        {
            shares[Math.Min(bins - 1, (int)((value - low) / (high - low) * bins))] += 1.0 / values.Count;
        }

        return shares;
    }

    private static (double Low, double High) Range(IReadOnlyList<HistogramGroup> groups, (double Low, double High)? range)
    {
        // Each group by itself, so that an error tells the place in it.
        (double Low, double High)[] each = [.. groups.Select(group => FigureRange.Of(group.Values, $"{nameof(groups)}, '{group.Name}'"))];
        if (range is not { } given)
        {
            return FigureRange.Of(groups.SelectMany(group => group.Values));
        }

        if (!(double.IsFinite(given.Low) && double.IsFinite(given.High) && given.Low < given.High))
        {
            throw new ArgumentOutOfRangeException(nameof(range), given, "must be from a finite number to a greater one.");
        }

        double outside = groups.SelectMany(group => group.Values).FirstOrDefault(value => value < given.Low || value > given.High, double.NaN);
        return double.IsNaN(outside)
            ? given
            : throw new ArgumentException($"must lie within the range; got {SpanGuard.Text(outside)}.", nameof(groups));
    }

    private static void AddGroup(Plot plot, HistogramGroup group, double[] shares, double low, double high, Color color)
    {
        double width = (high - low) / shares.Length;
        double[] edges = [.. Enumerable.Range(0, shares.Length).SelectMany(bin => new[] { low + (bin * width), low + ((bin + 1) * width) })];
        double[] heights = [.. shares.SelectMany(share => new[] { share, share })];
        FillY area = plot.Add.FillY(edges, new double[edges.Length], heights);
        area.FillColor = color.WithAlpha(FigureLook.AreaOpacity);
        area.LineColor = color;
        area.LineWidth = 1.5f;
        area.LegendText = string.Create(CultureInfo.InvariantCulture, $"{group.Name} ({group.Values.Count:N0})");
    }

    private static void AddThreshold(Plot plot, double threshold)
    {
        if (!double.IsFinite(threshold))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "must be finite.");
        }

        VerticalLine line = plot.Add.VerticalLine(threshold, 1.5f, FigureLook.Reference, LinePattern.Dashed);
        line.LegendText = string.Create(CultureInfo.InvariantCulture, $"threshold {threshold:G4}");
    }
}
