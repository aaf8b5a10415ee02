using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Uncertainty.Evaluation;

/// <summary>Whether what a model says of its own certainty holds: on the diagonal it does.</summary>
public static class CalibrationFigures
{
    private const float PointSize = 8;

    /// <summary>What the highest bar takes of the height, so that bars stay clear of most points.</summary>
    private const double BarRoom = 0.25;

    /// <summary>Beyond 0 and 1, so that points of bins that are all right or all wrong are whole.</summary>
    private const double PointRoom = 0.02;

    /// <summary>
    /// A reliability diagram: for each bin that is not empty a point, its accuracy over its mean confidence, and the gap from there to the
    /// diagonal. Below the diagonal the predictions are overconfident. Grey bars at the bottom, on an axis of their own at the right, show the
    /// share of the inputs in each bin, from its lower to its upper edge: a point over a low bar stands for few inputs. The legend gives the
    /// expected calibration error (ECE) and the number of inputs.
    /// </summary>
    /// <param name="diagram">The bins, of equal widths or of equal counts.</param>
    /// <returns>A figure of 1 : 1, which the caller disposes.</returns>
    /// <remarks>
    /// Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, Figure 1, with points in place of bars: confidences of good models crowd
    /// at 1, where bins of equal counts are too narrow to be seen as bars.
    /// </remarks>
    public static Plot Reliability(ReliabilityDiagram diagram)
    {
        Guard.NotNull(diagram);
        ReliabilityBin[] bins = [.. diagram.Bins.Where(bin => bin.Count > 0)];
        Plot plot = FigureLook.NewPlot("Reliability", "confidence", "accuracy");
        AddShares(plot, bins, diagram.Inputs);
        FigureLines.Diagonal(plot, "perfect calibration");
        foreach ((int number, ReliabilityBin bin) in bins.Index())
        {
            LinePlot gap = plot.Add.Line(bin.MeanConfidence, bin.MeanConfidence, bin.MeanConfidence, bin.Accuracy);
            gap.LineColor = FigureLook.Series(1);
            gap.LineWidth = FigureLook.LineWidth;
            gap.MarkerSize = 0;
            gap.LegendText = number == 0 ? "gap" : "";
        }

        FigureLines.Points(
            plot,
            [.. bins.Select(bin => bin.MeanConfidence)],
            [.. bins.Select(bin => bin.Accuracy)],
            FigureLook.Series(0),
            PointSize,
            string.Create(CultureInfo.InvariantCulture, $"bins (ECE {diagram.ExpectedCalibrationError:G3})"));
        SquareLayout.Apply(plot, -PointRoom, 1 + PointRoom);
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    /// <summary>
    /// Several reliability diagrams in one, before and after recalibration, say: the points of each, joined in order of confidence. The legend gives
    /// the expected calibration error (ECE) of each. How many inputs each bin has is not shown: see the diagrams by themselves.
    /// </summary>
    /// <param name="diagrams">The diagrams with their names, in the order of the legend; at least one.</param>
    /// <returns>A figure of 1 : 1, which the caller disposes.</returns>
    /// <exception cref="ArgumentException"><paramref name="diagrams"/> are empty.</exception>
    public static Plot Reliability(params IReadOnlyList<(string Name, ReliabilityDiagram Diagram)> diagrams)
    {
        Guard.NotEmpty(diagrams);
        Plot plot = FigureLook.NewPlot("Reliability (ECE)", "confidence", "accuracy");
        FigureLines.Diagonal(plot, "perfect calibration");
        foreach ((int number, (string name, ReliabilityDiagram diagram)) in diagrams.Index())
        {
            Guard.NotNull(diagram, nameof(diagrams));
            ReliabilityBin[] bins = [.. diagram.Bins.Where(bin => bin.Count > 0)];
            FigureLines.Add(
                plot,
                number,
                [.. bins.Select(bin => bin.MeanConfidence)],
                [.. bins.Select(bin => bin.Accuracy)],
                FigureText.Named(name, diagram.ExpectedCalibrationError)).MarkerSize = PointSize;
        }

        SquareLayout.Apply(plot, -PointRoom, 1 + PointRoom);
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    /// <summary>
    /// Calibration curves of regressions: the share of targets that lies within what is predicted for each level, over the level. Of central
    /// intervals, a curve below the diagonal is overconfident. The legend gives the miscalibration area of each; where there is one curve alone, the
    /// area is tinted.
    /// </summary>
    /// <param name="curves">The curves with their names, in the order of the legend; at least one, all of the same <see cref="LevelKind"/>.</param>
    /// <returns>A figure of 1 : 1, which the caller disposes.</returns>
    /// <exception cref="ArgumentException"><paramref name="curves"/> are empty, or of both kinds.</exception>
    public static Plot Regression(params IReadOnlyList<(string Name, RegressionCalibrationCurve Curve)> curves)
    {
        Guard.NotEmpty(curves);
        foreach ((_, RegressionCalibrationCurve curve) in curves)
        {
            Guard.NotNull(curve, nameof(curves));
        }

        LevelKind kind = curves[0].Curve.Kind;
        if (curves.Any(curve => curve.Curve.Kind != kind))
        {
            throw new ArgumentException("must all be of intervals or all of quantiles; got both.", nameof(curves));
        }

        (string expected, string observed) = kind == LevelKind.Interval
            ? ("expected share within the interval", "observed share")
            : ("expected share below the quantile", "observed share");
        Plot plot = FigureLook.NewPlot("Calibration (miscalibration area)", expected, observed);
        if (curves.Count == 1)
        {
            double[] levels = [.. curves[0].Curve.Expected];
            FillY area = plot.Add.FillY(levels, levels, [.. curves[0].Curve.Observed]);
            area.FillColor = FigureLook.Series(0).WithAlpha(FigureLook.AreaOpacity);
            area.LineWidth = 0;
        }

        FigureLines.Diagonal(plot, "perfect calibration");
        foreach ((int number, (string name, RegressionCalibrationCurve curve)) in curves.Index())
        {
            FigureLines.Add(plot, number, [.. curve.Expected], [.. curve.Observed], FigureText.Named(name, curve.MiscalibrationArea));
        }

        SquareLayout.Apply(plot);
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    private static void AddShares(Plot plot, ReliabilityBin[] bins, long inputs)
    {
        double highest = bins.Max(bin => (double)bin.Count / inputs);
        BarPlot shares = plot.Add.Bars(bins.Select(bin => Share(bin, inputs)).ToArray());
        shares.LegendText = FigureText.Counted("inputs", inputs);
        shares.Axes.YAxis = plot.Axes.Right;
        double whole = highest / BarRoom;
        plot.Axes.SetLimitsY(-PointRoom * whole, (1 + PointRoom) * whole, plot.Axes.Right);
        double step = Round(highest);
        plot.Axes.Right.TickGenerator = new NumericManual([0, step], ["0", step.ToString("0.#######", CultureInfo.InvariantCulture)]);
        plot.Axes.Right.TickLabelStyle.ForeColor = FigureLook.Reference;
        plot.Axes.Right.Label.Text = "share of inputs";
        plot.Axes.Right.Label.FontSize = plot.Axes.Left.Label.FontSize;
        plot.Axes.Right.Label.ForeColor = FigureLook.Reference;
    }

    private static Bar Share(ReliabilityBin bin, long inputs) => new()
    {
        Position = (bin.Lower + bin.Upper) / 2,
        Size = bin.Upper - bin.Lower,
        Value = (double)bin.Count / inputs,
        FillColor = FigureLook.Reference.MixedWith(Colors.White, 0.75),
        // A bin of equal confidences has no width; its line is seen.
        LineColor = FigureLook.Reference.MixedWith(Colors.White, 0.5),
        LineWidth = 1,
    };

    /// <summary>The largest of 1, 2 and 5 times a power of ten that is not above a value.</summary>
    private static double Round(double value)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return (value >= 5 * power ? 5 : value >= 2 * power ? 2 : 1) * power;
    }
}
