using ScottPlot;

namespace Uncertainty.Evaluation;

/// <summary>What is gained where a model may leave the inputs that it is least sure of to others.</summary>
public static class SelectiveFigures
{
    /// <summary>Below this share of the inputs a few of them make the error, which does not count for the height of the axis.</summary>
    private const double Few = 0.05;

    /// <summary>
    /// Risk-coverage curves: the share of errors among the predictions kept, over the share that is kept. The legend gives the area under each
    /// (AURC); lower is better. Where all curves end at the same risk, as those of one model do, grey lines show what chance would give, and the
    /// best ranking possible.
    /// </summary>
    /// <param name="curves">The curves with their names, in the order of the legend; at least one.</param>
    /// <returns>
    /// The figure, which the caller disposes. Its axis ends above the greatest risk from a coverage of 0.05 on: a higher risk of the few surest
    /// inputs runs out of sight.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="curves"/> are empty.</exception>
    /// <remarks>
    /// Geifman and El-Yaniv, "Selective Classification for Deep Neural Networks", NeurIPS 2017. The best ranking keeps errors for last: at
    /// coverage c and error rate r its risk is max(0, (c - 1 + r) / c).
    /// </remarks>
    public static Plot RiskCoverage(params IReadOnlyList<(string Name, RiskCoverageCurve Curve)> curves)
    {
        Guard.NotEmpty(curves);
        foreach ((_, RiskCoverageCurve curve) in curves)
        {
            Guard.NotNull(curve, nameof(curves));
        }

        double height = Height(curves.SelectMany(curve => curve.Curve.Points.Select(point => (point.Coverage, point.Risk))));
        Plot plot = FigureLook.NewPlot("Risk and coverage (AURC)", "coverage", "risk, share of errors");
        double[] risks = [.. curves.Select(curve => curve.Curve.Points[^1].Risk).Distinct()];
        if (risks is [double risk])
        {
            FigureLines.Reference(plot, [0, 1], [risk, risk], "chance");
            double[] coverages = [.. Enumerable.Range(0, 201).Select(i => 1 - risk + (i * risk / 200))];
            FigureLines.Reference(
                plot, [0, .. coverages], [0, .. coverages.Select(c => c > 0 ? Math.Max(0, (c - 1 + risk) / c) : 0)], "best possible")
                .LinePattern = LinePattern.Dotted;
        }

        foreach ((int number, (string name, RiskCoverageCurve curve)) in curves.Index())
        {
            Add(plot, number, curve.Points.Select(point => (point.Coverage, point.Risk)), height, FigureText.Named(name, curve.Aurc));
        }

        plot.Axes.SetLimits(0, 1, 0, height);
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    /// <summary>
    /// Sparsification curves: the mean error of the inputs that remain, over the share of inputs taken away, the most uncertain first. Dashed, what
    /// would remain if those with the greatest errors went first. The legend gives the area between the two (AUSE), in the errors' unit; lower is
    /// better.
    /// </summary>
    /// <param name="curves">The curves with their names, in the order of the legend; at least one, all with errors of one unit.</param>
    /// <returns>
    /// The figure, which the caller disposes, and whose unit <c>plot.YLabel</c> names. Its axis ends above the greatest mean error with at most 0.95
    /// taken away: a higher one of the few surest inputs runs out of sight.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="curves"/> are empty.</exception>
    /// <remarks>
    /// Ilg et al., "Uncertainty Estimates and Multi-hypotheses Networks for Optical Flow", ECCV 2018. Curves of the same errors share the dashed
    /// line, grey; otherwise each has one in its own colour.
    /// </remarks>
    public static Plot Sparsification(params IReadOnlyList<(string Name, SparsificationCurve Curve)> curves)
    {
        Guard.NotEmpty(curves);
        foreach ((_, SparsificationCurve curve) in curves)
        {
            Guard.NotNull(curve, nameof(curves));
        }

        double height = Height(curves.SelectMany(curve => curve.Curve.Points.Select(point => (1 - point.Removed, point.Error))));
        Plot plot = FigureLook.NewPlot("Sparsification (AUSE)", "share of inputs taken away", "mean error of the rest");
        SparsificationCurve first = curves[0].Curve;
        bool same = curves.All(curve => Close(curve.Curve.MeanError, first.MeanError) && Close(curve.Curve.OracleArea, first.OracleArea));
        foreach ((int number, (string name, SparsificationCurve curve)) in curves.Index())
        {
            if (!same || number == 0)
            {
                (double X, double Y)[] best = FigureLines.Thin(curve.Points.Select(point => (point.Removed, point.OracleError)), height);
                Color color = same ? FigureLook.Reference : FigureLook.Series(number);
                FigureLines.Reference(
                    plot, [.. best.Select(point => point.X)], [.. best.Select(point => point.Y)], number == 0 ? "best possible" : "").LineColor = color;
            }

            Add(
                plot,
                number,
                curve.Points.Select(point => (point.Removed, point.Error)),
                height,
                FigureText.Named(name, curve.AreaUnderSparsificationError));
        }

        plot.Axes.SetLimits(0, 1, 0, height);
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    private static void Add(Plot plot, int number, IEnumerable<(double X, double Y)> points, double height, string name)
    {
        (double X, double Y)[] curve = FigureLines.Thin(points, height);
        FigureLines.Add(plot, number, [.. curve.Select(point => point.X)], [.. curve.Select(point => point.Y)], name);
    }

    /// <summary>Where the axis ends; 1 where there are no errors.</summary>
    private static double Height(IEnumerable<(double Kept, double Error)> points)
    {
        double highest = points.Max(point => point.Kept >= Few ? point.Error : 0);
        return highest > 0 ? 1.05 * highest : 1;
    }

    /// <summary>Sums of the same errors in another order differ by rounding.</summary>
    private static bool Close(double one, double other) => Math.Abs(one - other) <= 1e-9 * Math.Max(Math.Abs(one), Math.Abs(other));
}
