using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>What a regression predicts, and how far it may be off.</summary>
public static class RegressionFigures
{
    /// <summary>Standard deviations to each side where none are given.</summary>
    public const double DefaultDeviations = 2;

    private const float PointSize = 5;
    private const double BarOpacity = 0.5;

    /// <summary>
    /// A regression over one input: the mean, around it a band of the epistemic standard deviation, around that one of the total, and observations
    /// as points. The inner band is what the model does not know, and widens away from the training data; what the outer one is wider is noise.
    /// Variances add up, standard deviations do not: where the model knows little, hardly anything of the outer band is seen.
    /// </summary>
    /// <param name="inputs">[N] inputs in any order, not all equal, about evenly spread where lines shall be smooth.</param>
    /// <param name="means">[N] means.</param>
    /// <param name="aleatoric">[N] noise variances, each at least 0.</param>
    /// <param name="epistemic">[N] variances of the mean, each at least 0; where all are 0, as those of one network, they have no band.</param>
    /// <param name="observations">Inputs and targets; finite. Default null: none.</param>
    /// <param name="deviations">Standard deviations to each side. Default 2: of normal predictions 95 %.</param>
    /// <returns>The figure, which the caller disposes; <c>plot.XLabel</c> and <c>plot.YLabel</c> name quantities and units.</returns>
    /// <exception cref="ArgumentException">
    /// A span is empty, of another length than <paramref name="inputs"/>, or not finite; a variance is negative; or all inputs are equal, over which a
    /// band has no width.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deviations"/> is not finite and greater than 0.</exception>
    /// <remarks>Kendall and Gal, "What Uncertainties Do We Need in Bayesian Deep Learning for Computer Vision?", NeurIPS 2017, Eq. (9).</remarks>
    public static Plot Bands(
        ReadOnlySpan<double> inputs,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> aleatoric,
        ReadOnlySpan<double> epistemic,
        IReadOnlyList<(double Input, double Target)>? observations = null,
        double deviations = DefaultDeviations)
    {
        SpanGuard.NotEmpty(inputs);
        SpanGuard.Finite(inputs);
        FigureColumns.Finite(means, inputs.Length, nameof(means));
        FigureColumns.AtLeastZero(aleatoric, inputs.Length, nameof(aleatoric));
        FigureColumns.AtLeastZero(epistemic, inputs.Length, nameof(epistemic));
        Guard.Positive(deviations);
        double[] xs = inputs.ToArray();
        int[] order = [.. Enumerable.Range(0, xs.Length).OrderBy(i => xs[i])];
        xs = [.. order.Select(i => xs[i])];
        if (xs[0] == xs[^1])
        {
            throw new ArgumentException($"must hold two different values at least; all are {SpanGuard.Text(xs[0])}.", nameof(inputs));
        }

        (double[] noise, double[] model, double[] mean) = (aleatoric.ToArray(), epistemic.ToArray(), means.ToArray());
        double[] ys = [.. order.Select(i => mean[i])];
        double[] inner = [.. order.Select(i => deviations * Math.Sqrt(model[i]))];
        double[] outer = [.. order.Select(i => deviations * Math.Sqrt(noise[i] + model[i]))];

        Plot plot = FigureLook.NewPlot("Prediction and its uncertainty", "input", "target");
        string sigma = string.Create(CultureInfo.InvariantCulture, $"±{deviations:G3} σ");
        AddBand(plot, xs, ys, outer, FigureLook.Aleatoric, $"{sigma} total");
        if (model.Any(variance => variance > 0))
        {
            AddBand(plot, xs, ys, inner, FigureLook.Epistemic, $"{sigma} epistemic");
        }

        FigureLines.Add(plot, 0, xs, ys, "mean");
        AddObservations(plot, observations);
        double[] seen = [.. observations?.Select(point => point.Target) ?? []];
        (double left, double right) = FigureRange.Padded(FigureRange.Of([.. xs, .. observations?.Select(point => point.Input) ?? []], nameof(inputs)));
        (double bottom, double top) = FigureRange.Padded(
            FigureRange.Of([.. ys.Zip(outer, (y, half) => y - half), .. ys.Zip(outer, (y, half) => y + half), .. seen], nameof(means)));
        plot.Axes.SetLimits(left, right, bottom, top);
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    /// <summary>The same for the result of an evaluation.</summary>
    /// <param name="inputs">[N] or [N, 1] inputs, not all equal; finite.</param>
    /// <param name="result">The regression, [N, D] of those inputs.</param>
    /// <param name="output">Number of the output, in [0, D). Default 0.</param>
    /// <param name="observations">[M] or [M, 1] inputs, and [M] or [M, D] targets; finite. Default null: none.</param>
    /// <param name="deviations">Standard deviations to each side. Default 2.</param>
    /// <returns>The figure, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">
    /// A tensor is of another shape or not finite, <paramref name="result"/> is one of maps, or all inputs are equal.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output, or <paramref name="deviations"/> is not finite and greater than 0.</exception>
    public static Plot Bands(
        Tensor inputs,
        RegressionUncertainty result,
        int output = 0,
        (Tensor Inputs, Tensor Targets)? observations = null,
        double deviations = DefaultDeviations)
    {
        int outputs = FigureColumns.Outputs(result, output);
        double[] xs = FigureColumns.Read(inputs, 0, 1, nameof(inputs));
        (double, double)[]? seen = null;
        if (observations is { } given)
        {
            double[] seenInputs = FigureColumns.Read(given.Inputs, 0, 1, nameof(observations));
            double[] targets = FigureColumns.Read(given.Targets, output, outputs, nameof(observations));
            SpanGuard.Length(targets.Length, seenInputs.Length, "a target for each of its inputs", nameof(observations));
            seen = [.. seenInputs.Zip(targets)];
        }

        SpanGuard.Length(xs.Length, result.Count, "one for each answer", nameof(inputs));
        return Bands(
            xs,
            FigureColumns.Of(result.Prediction, output),
            FigureColumns.Of(result.Aleatoric, output),
            FigureColumns.Of(result.Epistemic, output),
            seen,
            deviations);
    }

    /// <summary>
    /// Predictions over what was observed, with their standard deviations as bars: on the diagonal the mean is right, and a bar that reaches it covers
    /// the target. Those that do not are of another colour; the legend counts both, and gives the root mean square error (RMSE).
    /// </summary>
    /// <param name="means">[N] means; finite.</param>
    /// <param name="standardDeviations">[N] total standard deviations, each at least 0; finite.</param>
    /// <param name="targets">[N] true values; finite.</param>
    /// <param name="deviations">Standard deviations to each side. Default 2: of normal predictions 95 % reach the diagonal.</param>
    /// <returns>A figure of 1 : 1, both axes in the target's unit, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">A span is empty or not finite, the lengths differ, or a standard deviation is negative.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deviations"/> is not finite and greater than 0.</exception>
    public static Plot PredictedAgainstObserved(
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> standardDeviations,
        ReadOnlySpan<double> targets,
        double deviations = DefaultDeviations)
    {
        SpanGuard.NotEmpty(means);
        SpanGuard.Finite(means);
        FigureColumns.AtLeastZero(standardDeviations, means.Length, nameof(standardDeviations));
        FigureColumns.Finite(targets, means.Length, nameof(targets));
        Guard.Positive(deviations);
        double[] predicted = means.ToArray();
        double[] observed = targets.ToArray();
        double[] halves = [.. standardDeviations.ToArray().Select(value => deviations * value)];
        bool[] covered = [.. Enumerable.Range(0, observed.Length).Select(i => Math.Abs(observed[i] - predicted[i]) <= halves[i])];

        Plot plot = FigureLook.NewPlot("Predicted and observed", "observed", "predicted");
        (double low, double high) = FigureRange.Padded(FigureRange.Of(
            [.. observed, .. predicted.Zip(halves, (y, half) => y - half), .. predicted.Zip(halves, (y, half) => y + half)], nameof(means)));
        double rmse = RegressionMetrics.RootMeanSquareError(means, targets);
        string sigma = string.Create(CultureInfo.InvariantCulture, $"±{deviations:G3} σ");
        AddPredictions(plot, observed, predicted, halves, covered, true, FigureLook.Correct, $"within {sigma}");
        AddPredictions(plot, observed, predicted, halves, covered, false, FigureLook.Wrong, $"beyond {sigma}");
        // Last, so that bars do not hide it.
        FigureLines.Reference(plot, [low, high], [low, high], string.Create(CultureInfo.InvariantCulture, $"perfect (RMSE {rmse:G4})"));
        SquareLayout.Apply(plot, low, high);
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    /// <summary>The same for the result of an evaluation.</summary>
    /// <param name="result">The regression, [N, D].</param>
    /// <param name="targets">[N, D] true values, or [N] of the one output; finite.</param>
    /// <param name="output">Number of the output, in [0, D). Default 0.</param>
    /// <param name="deviations">Standard deviations to each side. Default 2.</param>
    /// <returns>A figure of 1 : 1, which the caller disposes.</returns>
    /// <exception cref="ArgumentException"><paramref name="targets"/> are of another shape or not finite, or the result is one of maps.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output, or <paramref name="deviations"/> is not finite and greater than 0.</exception>
    public static Plot PredictedAgainstObserved(
        RegressionUncertainty result, Tensor targets, int output = 0, double deviations = DefaultDeviations)
    {
        int outputs = FigureColumns.Outputs(result, output);
        double[] observed = FigureColumns.Read(targets, output, outputs, nameof(targets));
        SpanGuard.Length(observed.Length, result.Count, "one for each answer", nameof(targets));
        return PredictedAgainstObserved(
            FigureColumns.Of(result.Prediction, output), FigureColumns.Of(result.StandardDeviation, output), observed, deviations);
    }

    private static void AddBand(Plot plot, double[] xs, double[] ys, double[] halves, Color color, string name)
    {
        FillY band = plot.Add.FillY(xs, [.. ys.Zip(halves, (y, half) => y - half)], [.. ys.Zip(halves, (y, half) => y + half)]);
        // Not transparent: the colours of two bands over each other would be a third one.
        band.FillColor = color.MixedWith(Colors.White, 0.5);
        band.LineWidth = 0;
        band.LegendText = name;
    }

    private static void AddObservations(Plot plot, IReadOnlyList<(double Input, double Target)>? observations)
    {
        if (observations is null || observations.Count == 0)
        {
            return;
        }

        double[] xs = [.. observations.Select(point => point.Input)];
        double[] ys = [.. observations.Select(point => point.Target)];
        SpanGuard.Finite(xs, nameof(observations));
        SpanGuard.Finite(ys, nameof(observations));
        FigureLines.Points(plot, xs, ys, Colors.Black, PointSize, FigureText.Counted("observed", xs.Length));
    }

    private static void AddPredictions(
        Plot plot, double[] observed, double[] predicted, double[] halves, bool[] covered, bool wanted, Color color, string name)
    {
        int[] chosen = [.. Enumerable.Range(0, covered.Length).Where(i => covered[i] == wanted)];
        if (chosen.Length == 0)
        {
            return;
        }

        double[] xs = [.. chosen.Select(i => observed[i])];
        double[] ys = [.. chosen.Select(i => predicted[i])];
        ErrorBar bars = plot.Add.ErrorBar(xs, ys, [.. chosen.Select(i => halves[i])]);
        bars.Color = color.WithAlpha(BarOpacity);
        bars.CapSize = 0;
        FigureLines.Points(plot, xs, ys, color, PointSize, FigureText.Counted(name, chosen.Length));
    }
}
