using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;
using Uncertainty.Evaluation;

namespace Uncertainty.ActiveLearning;

/// <summary>What labels bring: a metric against their number, a line for each way to choose them.</summary>
public static class LearningCurveFigures
{
    /// <summary>Fainter than one area alone would be: bands of several curves lie over each other.</summary>
    private const double BandOpacity = 0.2;

    /// <summary>An axis of values that are at least 0 begins at 0 where the least of them is below this share of the greatest.</summary>
    private const double NearZero = 0.25;

    /// <summary>
    /// Learning curves: for each the mean over its repeats, and a band of their spread where there are two or more. Line and band are drawn through the
    /// numbers of labels that all its repeats have. Beyond the last of these a dotted line gives the mean of those repeats that go on; numbers between,
    /// which only some have, are not used.
    /// </summary>
    /// <param name="metric">What the values are, such as "error on the test images".</param>
    /// <param name="curves">The curves, in the order of the legend; at least one.</param>
    /// <param name="band">What the band shows. Default the standard deviation.</param>
    /// <param name="target">A value to mark by a dashed line, such as an error to come to. Default null: none.</param>
    /// <returns>The figure, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">
    /// There are no curves, or one has no repeats, repeats without points, labels that do not rise or are negative, values that are not finite, or repeats
    /// that share no number of labels.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="target"/> is not finite, or there is no such <paramref name="band"/>.</exception>
    public static Plot Draw(
        string metric, IReadOnlyList<LearningCurve> curves, LearningBand band = LearningBand.StandardDeviation, double? target = null)
    {
        Guard.NotNull(metric);
        Guard.NotEmpty(curves);
        Guard.Named(band);
        if (target is { } mark && !double.IsFinite(mark))
        {
            throw new ArgumentOutOfRangeException(nameof(target), target, "must be finite.");
        }

        CurvePoints[] all = [.. curves.Select(curve => CurvePoints.Of(Guard.NotNull(curve, nameof(curves)), band, nameof(curves)))];
        Plot plot = FigureLook.NewPlot(Title(curves, band), "labels", metric);

        // Bands first, so that none lies over a line.
        foreach ((int number, CurvePoints points) in all.Index().Where(entry => curves[entry.Index].Repeats.Count > 1))
        {
            AddBand(plot, points, FigureLook.Series(number));
        }

        foreach ((int number, CurvePoints points) in all.Index())
        {
            AddLines(plot, points, curves[number].Name, FigureLook.Series(number));
        }

        if (target is { } value)
        {
            plot.Add.HorizontalLine(value, 1.5f, FigureLook.Reference, LinePattern.Dashed).LegendText =
                string.Create(CultureInfo.InvariantCulture, $"target {value:G4}");
        }

        SetLimits(plot, all, target);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true };
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    private static string Title(IReadOnlyList<LearningCurve> curves, LearningBand band)
    {
        (int fewest, int most) = (curves.Min(curve => curve.Repeats.Count), curves.Max(curve => curve.Repeats.Count));
        string spread = band == LearningBand.Range ? "range" : "standard deviation";
        return most == 1 ? "Learning curves" : $"Mean and {spread} of {(fewest == most ? $"{most}" : $"{fewest} to {most}")} repeats";
    }

    private static void AddBand(Plot plot, CurvePoints points, Color color)
    {
        FillY band = plot.Add.FillY(
            [.. points.Common.Select(point => (double)point.Labels)],
            [.. points.Common.Select(point => point.Low)],
            [.. points.Common.Select(point => point.High)]);
        band.FillColor = color.WithAlpha(BandOpacity);
        band.LineWidth = 0;
    }

    private static void AddLines(Plot plot, CurvePoints points, string name, Color color)
    {
        Scatter line = plot.Add.Scatter(
            [.. points.Common.Select(point => (double)point.Labels)], points.Common.Select(point => point.Mean).ToArray(), color);
        line.LineWidth = FigureLook.LineWidth;

        // A line of one point is not seen.
        line.MarkerSize = points.Common.Count == 1 ? 9 : 0;
        line.LegendText = name;
        if (points.Tail.Count > 0)
        {
            (int labels, double mean, _, _) = points.Common[^1];
            Scatter tail = plot.Add.Scatter(
                [labels, .. points.Tail.Select(point => (double)point.Labels)],
                new double[] { mean }.Concat(points.Tail.Select(point => point.Mean)).ToArray(),
                color);
            tail.LineWidth = FigureLook.LineWidth;
            tail.LinePattern = LinePattern.Dotted;
            tail.MarkerSize = 0;
        }
    }

    private static void SetLimits(Plot plot, CurvePoints[] all, double? target)
    {
        double[] labels =
        [
            .. all.SelectMany(points => points.Common).Select(point => (double)point.Labels),
            .. all.SelectMany(points => points.Tail).Select(point => (double)point.Labels),
        ];
        double[] values =
        [
            .. all.SelectMany(points => points.Common).SelectMany(point => new[] { point.Low, point.High }),
            .. all.SelectMany(points => points.Tail).Select(point => point.Mean),
        ];
        if (target is { } mark)
        {
            values = [.. values, mark];
        }

        (double left, double right) = Padded(labels.Min(), labels.Max(), 0.02);
        (double low, double high) = (values.Min(), values.Max());
        (double bottom, double top) = Padded(low, high, 0.05);
        plot.Axes.SetLimits(left, right, low >= 0 && low <= NearZero * high ? 0 : bottom, top);
    }

    private static (double Low, double High) Padded(double low, double high, double share)
    {
        double room = low < high ? share * (high - low) : low == 0 ? 0.5 : Math.Abs(low) / 2;
        return (low - room, high + room);
    }
}
