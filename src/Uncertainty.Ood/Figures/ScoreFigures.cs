using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using Uncertainty.Evaluation;

namespace Uncertainty.Ood;

/// <summary>What detectors make of inliers and outliers: histograms of scores, and curves that compare detectors.</summary>
public static class ScoreFigures
{
    private const int Colours = 6;

    /// <summary>
    /// Histograms of the scores of a detector, by <see cref="HistogramFigures.Draw"/>: one of inliers, one of each outlier set. With a threshold the
    /// legend gives the share of each set that lies above it: of inliers the false alarms, of outliers those that are found.
    /// </summary>
    /// <param name="detector">For the title.</param>
    /// <param name="inliers">Scores of inliers that detector and threshold were not made with. Default colour: <see cref="FigureLook.Inlier"/>.</param>
    /// <param name="outliers">
    /// Scores of the outlier sets; at least one. Default colours: <see cref="FigureLook.Outlier"/> for the first, then those of the series.
    /// </param>
    /// <param name="threshold">Scores above it are flagged. Default null: none is shown.</param>
    /// <param name="options">Axis and bins; null for the defaults.</param>
    /// <returns>The figure, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">
    /// There are no outlier sets, a set is empty, a score is not finite, or, where the axis is logarithmic, not greater than 0.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="threshold"/> is not finite or, where the axis is logarithmic, not greater than 0.
    /// </exception>
    public static Plot Densities(
        string detector,
        HistogramGroup inliers,
        IReadOnlyList<HistogramGroup> outliers,
        double? threshold = null,
        ScoreFigureOptions? options = null)
    {
        Guard.NotNull(detector);
        Guard.NotNull(inliers);
        Guard.NotEmpty(outliers);
        options ??= new ScoreFigureOptions();
        double? mark = threshold is { } given ? ScoreScale.Threshold(given, options.Logarithmic) : null;
        HistogramGroup[] sets =
        [
            Shown(inliers, FigureLook.Inlier, threshold, options.Logarithmic, nameof(inliers)),
            .. outliers.Select((set, number) => Shown(
                Guard.NotNull(set, nameof(outliers)), FigureLook.Series(1 + (number % Colours)), threshold, options.Logarithmic, nameof(outliers))),
        ];
        (double Low, double High) range = ScoreScale.Range(sets, options.CentralShare);
        (HistogramGroup[] within, double beyond) = ScoreScale.Within(sets, range);
        string label = "score (higher: more out-of-distribution)" + (beyond > 0 ? $"; {Share(beyond)} beyond, in the end bins" : string.Empty);
        Plot plot = HistogramFigures.Draw($"Scores of {detector}", label, within, options.Bins, range, mark);
        if (threshold is { } value)
        {
            plot.GetPlottables<VerticalLine>().Single().LegendText = string.Create(CultureInfo.InvariantCulture, $"threshold {value:G4}");
        }

        if (options.Logarithmic)
        {
            AxisLimits limits = plot.Axes.GetLimits();
            plot.Axes.Bottom.TickGenerator = LogarithmicTicks.Between(limits.Left, limits.Right);
        }

        return plot;
    }

    /// <summary>The same with the threshold of a screen.</summary>
    /// <param name="detector">For the title.</param>
    /// <param name="inliers">Scores of inliers that detector and threshold were not made with.</param>
    /// <param name="outliers">Scores of the outlier sets; at least one.</param>
    /// <param name="threshold">Scores that it flags are above it; its value must be finite.</param>
    /// <param name="options">Axis and bins; null for the defaults.</param>
    /// <returns>The figure, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">As above.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The threshold's value is infinite, as too few inliers were known for its rate, or it does not go with a logarithmic axis.
    /// </exception>
    public static Plot Densities(
        string detector,
        HistogramGroup inliers,
        IReadOnlyList<HistogramGroup> outliers,
        OodThreshold threshold,
        ScoreFigureOptions? options = null) => Densities(detector, inliers, outliers, (double?)Guard.NotNull(threshold).Value, options);

    /// <summary>
    /// ROC curves of several detectors on one outlier set, by <see cref="RankingFigures.Roc"/>: the share of outliers found against the share of
    /// inliers flagged, at every threshold. The legend gives the area under each.
    /// </summary>
    /// <param name="title">Which sets, in a few words: it stands over the square of the data, beside which the legend is.</param>
    /// <param name="detectors">Scores by detector, in the order of the legend; at least one. Scores finite, at least one of each kind.</param>
    /// <returns>A figure of 1 : 1, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">There are no detectors, or one has no inliers, no outliers, or scores that are not finite.</exception>
    public static Plot Comparison(
        string title, IReadOnlyList<(string Detector, IReadOnlyList<double> Inliers, IReadOnlyList<double> Outliers)> detectors)
    {
        Guard.NotNull(title);
        Guard.NotEmpty(detectors);
        Plot plot = RankingFigures.Roc([.. detectors.Select(entry => Ranking(entry.Detector, entry.Inliers, entry.Outliers))]);
        plot.Title(title);
        plot.XLabel("share of inliers flagged");
        plot.YLabel("share of outliers found");
        return plot;

        static ScoreRanking Ranking(string detector, IReadOnlyList<double> inliers, IReadOnlyList<double> outliers) => new(
            Guard.NotNull(detector, nameof(detectors)),
            [.. ScoreScale.Checked(inliers, $"{nameof(detectors)}, inliers of '{detector}'"),
                .. ScoreScale.Checked(outliers, $"{nameof(detectors)}, outliers of '{detector}'")],
            [.. Enumerable.Repeat(false, inliers.Count), .. Enumerable.Repeat(true, outliers.Count)]);
    }

    private static HistogramGroup Shown(HistogramGroup set, Color color, double? threshold, bool logarithmic, string name)
    {
        double[] scores = ScoreScale.Positions(set.Values, logarithmic, $"{name}, '{set.Name}'");
        string flagged = threshold is { } value ? $": {Share(set.Values.Count(score => score > value) / (double)scores.Length)} flagged" : string.Empty;
        return new HistogramGroup(set.Name + flagged, scores, set.Color ?? color);
    }

    private static string Share(double share) => share.ToString("0.####", CultureInfo.InvariantCulture);
}
