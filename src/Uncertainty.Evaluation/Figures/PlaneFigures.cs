using ScottPlot;
using ScottPlot.Plottables;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Uncertainty over a plane, for models of two inputs: where a model is sure, and whether that is where it has seen data.</summary>
public static class PlaneFigures
{
    /// <summary>Cells along the longer side where no number is given.</summary>
    public const int DefaultResolution = 200;

    private const float PointSize = 7;

    /// <summary>So many names have room below the map; more stand beside it.</summary>
    private const int MostBelow = 4;

    /// <summary>
    /// Values over a plane as a map of colours, with points on top. Colours begin at 0, or at the least value where that is below, and end at the
    /// greatest. A unit is as long on both axes, whose labels <c>plot.XLabel</c> and <c>plot.YLabel</c> change.
    /// </summary>
    /// <param name="values">
    /// [H, W] finite values, each that of the middle of its cell; row 0 at the least y, column 0 at the least x. H and W at least 2.
    /// </param>
    /// <param name="xRange">What the columns cover, from the left edge of the first to the right edge of the last.</param>
    /// <param name="yRange">What the rows cover, likewise.</param>
    /// <param name="label">What the values are, with their unit: beside the bar of colours.</param>
    /// <param name="points">Points by kind, such as <see cref="PointGroup.ByClass"/>; those outside the ranges are not seen. Default null: none.</param>
    /// <returns>The figure, which the caller disposes.</returns>
    /// <exception cref="ArgumentException"><paramref name="values"/> are of another shape or not finite, or a group of points is empty or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A range is not from a finite number to a greater one.</exception>
    public static Plot UncertaintyMap(
        Tensor values,
        (double Low, double High) xRange,
        (double Low, double High) yRange,
        string label,
        IReadOnlyList<PointGroup>? points = null)
    {
        Guard.Rank(values, 2, "[H, W]");
        if (values.shape[0] < 2 || values.shape[1] < 2)
        {
            throw new ArgumentException($"must be [H, W] with at least 2 rows and columns; got [{string.Join(", ", values.shape)}].", nameof(values));
        }

        Guard.Finite(values);
        PlaneGrid.Check(xRange, nameof(xRange));
        PlaneGrid.Check(yRange, nameof(yRange));
        return Draw(PlainNumbers.Of(values), (int)values.shape[0], (int)values.shape[1], xRange, yRange, label, points);
    }

    /// <summary>The same of a function over the plane, in the middles of a grid of cells.</summary>
    /// <param name="measure">
    /// From [N, 2] points (x, y), single precision on the CPU, to their [N] or [N, 1] values. Called a batch at a time, without gradients; what it
    /// returns is disposed, and so is all else that it leaves in the scope around it.
    /// </param>
    /// <param name="xRange">From where to where along x.</param>
    /// <param name="yRange">From where to where along y.</param>
    /// <param name="label">What the values are, with their unit.</param>
    /// <param name="points">Points by kind. Default null: none.</param>
    /// <param name="resolution">Cells along the longer side; the other side has as many as make them square. Default 200; at least 2.</param>
    /// <returns>The figure, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">A group of points is empty or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A range is not from a finite number to a greater one, or <paramref name="resolution"/> is below 2.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="measure"/> gave another number of values than points, or such that are not finite.</exception>
    public static Plot UncertaintyMap(
        Func<Tensor, Tensor> measure,
        (double Low, double High) xRange,
        (double Low, double High) yRange,
        string label,
        IReadOnlyList<PointGroup>? points = null,
        int resolution = DefaultResolution)
    {
        Guard.NotNull(measure);
        PlaneGrid grid = new(xRange, yRange, resolution);
        using IDisposable noGradient = torch.no_grad();
        double[] values = grid.Evaluate(batch =>
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using Tensor given = measure(batch);
            return PlainNumbers.Of(Guard.FiniteOutputs(given, "measure"));
        });
        return Draw(values, grid.Rows, grid.Columns, xRange, yRange, label, points);
    }

    /// <summary>The same of the uncertainty of a model with two inputs: of a classifier in nats, of a regression the variance.</summary>
    /// <param name="evaluation">The model, wrapped; of [N, 2] inputs. A regression has one target.</param>
    /// <param name="kind">Which uncertainty.</param>
    /// <param name="xRange">From where to where along the first input.</param>
    /// <param name="yRange">From where to where along the second.</param>
    /// <param name="points">Points by kind, such as the training data. Default null: none.</param>
    /// <param name="resolution">Cells along the longer side. Default 200; at least 2.</param>
    /// <returns>The figure, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">A group of points is empty or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There is no such <paramref name="kind"/>, a range is not from a finite number to a greater one, or <paramref name="resolution"/> is below 2.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network's outputs are not finite, or the regression has several targets.</exception>
    public static Plot UncertaintyMap(
        UncertaintyEvaluation evaluation,
        UncertaintyKind kind,
        (double Low, double High) xRange,
        (double Low, double High) yRange,
        IReadOnlyList<PointGroup>? points = null,
        int resolution = DefaultResolution)
    {
        Guard.NotNull(evaluation);
        Guard.Named(kind);
        PlaneGrid grid = new(xRange, yRange, resolution);
        double[] values = grid.Evaluate(batch =>
        {
            using UncertaintyResult result = evaluation.Evaluate(batch);
            return PlainNumbers.Of(kind switch
            {
                UncertaintyKind.Total => result.Total,
                UncertaintyKind.Aleatoric => result.Aleatoric,
                _ => result.Epistemic,
            });
        });
        string unit = evaluation is ClassificationEvaluation ? "nats" : "variance";
        string label = $"{kind.ToString().ToLowerInvariant()} uncertainty, {unit}";
        return Draw(values, grid.Rows, grid.Columns, xRange, yRange, label, points);
    }

    private static Plot Draw(
        double[] values,
        int rows,
        int columns,
        (double Low, double High) xRange,
        (double Low, double High) yRange,
        string label,
        IReadOnlyList<PointGroup>? points)
    {
        Guard.NotNull(label);
        Plot plot = FigureLook.NewPlot("", "x1", "x2");
        Heatmap map = ColorScale.AddMap(plot, ColorScale.Table(values, rows, columns), ColorScale.Of(values.Min(), values.Max()));
        map.FlipVertically = true;
        map.Rectangle = new CoordinateRect(xRange.Low, xRange.High, yRange.Low, yRange.High);
        ColorScale.AddBar(plot, map, label);
        SquareLayout.Apply(plot, new AxisLimits(xRange.Low, xRange.High, yRange.Low, yRange.High));
        if (points is { Count: > 0 })
        {
            ClassMarks.Add(plot, points, PointSize);
            plot.ShowLegend(points.Count <= MostBelow ? Edge.Bottom : Edge.Right).Padding = new PixelPadding(8, 8);
        }

        return plot;
    }
}
