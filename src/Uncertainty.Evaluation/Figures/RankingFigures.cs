using System.Globalization;
using ScottPlot;

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
            (double X, double Y)[] curve = FigureLines.Thin(
                RankingMetrics.RocCurve(ranking.Scores, ranking.IsPositive).Select(point => (point.FalsePositiveRate, point.TruePositiveRate)));
            double area = RankingMetrics.Auroc(ranking.Scores, ranking.IsPositive);
            FigureLines.Add(
                plot,
                number,
                [.. curve.Select(point => point.X)],
                [.. curve.Select(point => point.Y)],
                string.Create(CultureInfo.InvariantCulture, $"{ranking.Name} ({area:0.000})"));
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
            (double X, double Y)[] curve = FigureLines.Thin(
                RankingMetrics.PrecisionRecallCurve(ranking.Scores, ranking.IsPositive).Select(point => (point.Recall, point.Precision)));
            double average = RankingMetrics.AveragePrecision(ranking.Scores, ranking.IsPositive);
            FigureLines.Add(
                plot,
                number,
                [.. curve.Select(point => point.X)],
                [.. curve.Select(point => point.Y)],
                string.Create(CultureInfo.InvariantCulture, $"{ranking.Name} ({average:0.000})")).ConnectStyle = ConnectStyle.StepVertical;
        }

        SquareLayout.Apply(plot);
        plot.ShowLegend(Edge.Right);
        return plot;
    }
}
