using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace ActiveLearningMnist.Report;

/// <summary>The picture of a study: error against labels, a line for each function, and a band of its spread over seeds.</summary>
internal static class LearningCurves
{
    private const int Width = 900;
    private const int Height = 600;
    private const double Sharpness = 2;
    private const double BandOpacity = 0.15;
    private const double Headroom = 1.05;

    /// <summary>Writes the picture as PNG.</summary>
    /// <param name="path">The file.</param>
    /// <param name="comparisons">The runs of each function; all with the same labels, round by round.</param>
    public static void Save(string path, IReadOnlyList<Comparison> comparisons)
    {
        using Plot plot = Draw(comparisons);
        plot.ScaleFactor = Sharpness;
        plot.SavePng(path, (int)(Width * Sharpness), (int)(Height * Sharpness));
    }

    /// <summary>The picture, in percent of the test images.</summary>
    public static Plot Draw(IReadOnlyList<Comparison> comparisons)
    {
        Plot plot = new();
        Color[] colours = [.. comparisons.Select((_, number) => plot.Add.Palette.GetColor(number))];

        // Bands first, so that none lies over a line.
        foreach ((int number, Comparison comparison) in comparisons.Index().Where(entry => entry.Item.Curves.Count > 1))
        {
            AddBand(plot, comparison, colours[number]);
        }

        foreach ((int number, Comparison comparison) in comparisons.Index())
        {
            AddLine(plot, comparison, colours[number]);
        }

        int seeds = comparisons[0].Curves.Count;
        plot.Title(seeds == 1 ? "Error on the test images" : $"Error on the test images: mean and standard deviation of {seeds} seeds");
        plot.XLabel("labels");
        plot.YLabel("error");
        plot.Axes.Left.TickGenerator = new NumericAutomatic
        {
            LabelFormatter = value => string.Create(CultureInfo.InvariantCulture, $"{value:0.##} %"),
        };
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true };
        plot.ShowLegend(Alignment.UpperRight);
        IReadOnlyList<CurvePoint> points = comparisons[0].Curves[0].Points;
        int margin = Math.Max(1, (points[^1].Labels - points[0].Labels) / 50);
        plot.Axes.SetLimits(points[0].Labels - margin, points[^1].Labels + margin, 0, Headroom * Highest(comparisons));
        return plot;
    }

    private static void AddBand(Plot plot, Comparison comparison, Color colour)
    {
        Spread[] errors = Errors(comparison);
        FillY band = plot.Add.FillY(
            Labels(comparison),
            [.. errors.Select(error => 100 * Math.Max(0, error.Mean - error.Deviation!.Value))],
            [.. errors.Select(error => 100 * (error.Mean + error.Deviation!.Value))]);
        band.FillColor = colour.WithAlpha(BandOpacity);
        band.LineWidth = 0;
    }

    private static void AddLine(Plot plot, Comparison comparison, Color colour)
    {
        double[] labels = Labels(comparison);
        double[] errors = [.. Errors(comparison).Select(error => 100 * error.Mean)];
        Scatter line = plot.Add.Scatter(labels, errors, colour);
        line.LineWidth = 2;
        line.MarkerSize = labels.Length > 1 ? 0 : 10;
        line.LegendText = comparison.Function;
    }

    private static double[] Labels(Comparison comparison) => [.. comparison.Curves[0].Points.Select(point => (double)point.Labels)];

    private static Spread[] Errors(Comparison comparison) => [.. comparison.Curves[0].Points.Select((_, point) => comparison.Error(point))];

    private static double Highest(IReadOnlyList<Comparison> comparisons) =>
        100 * comparisons.Max(comparison => Errors(comparison).Max(error => error.Mean + (error.Deviation ?? 0)));
}
