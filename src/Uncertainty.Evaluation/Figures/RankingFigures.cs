using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;

namespace Uncertainty.Evaluation;

/// <summary>How well scores tell positives from negatives, at every threshold: as curves, one for each detector or measure.</summary>
public static class RankingFigures
{
    /// <summary>
    /// ROC curves: the share of positives found, against the share of negatives called positive by mistake. The legend gives the area under each.
    /// </summary>
    /// <param name="rankings">The curves, in the order of the legend; at least one.</param>
    /// <returns>A figure of 1 : 1, which the caller disposes.</returns>
    /// <exception cref="ArgumentException"><paramref name="rankings"/> are empty.</exception>
    /// <remarks>See <see cref="RankingMetrics.RocCurve"/>; straight lines between points, whose area is <see cref="RankingMetrics.Auroc"/>.</remarks>
    public static Plot Roc(params IReadOnlyList<ScoreRanking> rankings)
    {
        Guard.NotEmpty(rankings);
        Plot plot = FigureLook.NewPlot("ROC curves (area under each)", "false positive rate", "true positive rate");
        FigureLines.Diagonal(plot, "chance");
        foreach ((int number, ScoreRanking ranking) in rankings.Index())
        {
            RocPoint[] curve = RankingMetrics.RocCurve(ranking.Scores, ranking.IsPositive);
            double area = RankingMetrics.Auroc(ranking.Scores, ranking.IsPositive);
            Add(plot, number, curve.Select(point => (point.FalsePositiveRate, point.TruePositiveRate)), ranking.Name, area);
        }

        SquareLayout.Apply(plot);
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    /// <summary>
    /// Precision-recall curves: the share of positives among what is called positive, against the share of positives found. The legend gives the
    /// average precision of each; a line shows the precision of chance, where all rankings have the same share of positives.
    /// </summary>
    /// <param name="rankings">The curves, in the order of the legend; at least one.</param>
    /// <returns>A figure of 1 : 1, which the caller disposes.</returns>
    /// <exception cref="ArgumentException"><paramref name="rankings"/> are empty.</exception>
    /// <remarks>
    /// See <see cref="RankingMetrics.PrecisionRecallCurve"/>. Steps, as in <see cref="RankingMetrics.AveragePrecision"/>: straight lines between
    /// points would promise what no threshold gives (Davis and Goadrich, "The Relationship Between Precision-Recall and ROC Curves", ICML 2006).
    /// </remarks>
    public static Plot PrecisionRecall(params IReadOnlyList<ScoreRanking> rankings)
    {
        Guard.NotEmpty(rankings);
        Plot plot = FigureLook.NewPlot("Precision and recall (average precision)", "recall", "precision");
        double[] shares = [.. rankings.Select(ranking => ranking.IsPositive.Count(positive => positive) / (double)ranking.IsPositive.Length).Distinct()];
        if (shares.Length == 1)
        {
            FigureLines.Reference(plot, [0, 1], [shares[0], shares[0]], "chance");
        }

        foreach ((int number, ScoreRanking ranking) in rankings.Index())
        {
            PrecisionRecallPoint[] curve = RankingMetrics.PrecisionRecallCurve(ranking.Scores, ranking.IsPositive);
            double average = RankingMetrics.AveragePrecision(ranking.Scores, ranking.IsPositive);
            Add(plot, number, curve.Select(point => (point.Recall, point.Precision)), ranking.Name, average).ConnectStyle = ConnectStyle.StepVertical;
        }

        SquareLayout.Apply(plot);
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    private static Scatter Add(Plot plot, int number, IEnumerable<(double X, double Y)> curve, string name, double summary)
    {
        (double X, double Y)[] points = FigureLines.Thin(curve);
        string text = string.Create(CultureInfo.InvariantCulture, $"{name} ({summary:0.000})");
        return FigureLines.Add(plot, number, [.. points.Select(point => point.X)], [.. points.Select(point => point.Y)], text);
    }
}
