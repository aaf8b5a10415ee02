using ScottPlot;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// How uncertain a classifier is where it is right and where it is wrong: what tells mistakes has two histograms that lie apart. Where all
/// predictions are right, or all wrong, there is one, and the legend says so.
/// </summary>
public static class UncertaintyFigures
{
    private const float PointSize = 4;

    /// <summary>Dots closer than this share of an axis are drawn once.</summary>
    private const double Dot = 1.0 / 512;

    /// <summary>Histograms of the confidence, the largest mean probability, of predictions that are right and of those that are wrong.</summary>
    /// <param name="result">The classification, of inputs or of maps.</param>
    /// <param name="labels">[N, …] true classes, whole numbers in [0, C), one for each answer.</param>
    /// <param name="bins">Number of bins over [0, 1]. Default 40; at least 1.</param>
    /// <returns>The figure, which the caller disposes.</returns>
    /// <exception cref="ArgumentException"><paramref name="labels"/> are of another shape than the answers, or no whole numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class, or <paramref name="bins"/> is below 1.</exception>
    public static Plot Confidence(ClassificationUncertainty result, Tensor labels, int bins = HistogramFigures.DefaultBins)
    {
        bool[] correct = Correct(result, labels);
        return Confidence([.. PlainNumbers.Of(result.VariationRatio).Select(ratio => 1 - ratio)], correct, bins);
    }

    /// <summary>The same for any model's class probabilities.</summary>
    /// <param name="probabilities">[N, C] class probabilities, row-major: N inputs, C classes.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="labels">[N] true classes in [0, C).</param>
    /// <param name="bins">Number of bins over [0, 1]. Default 40; at least 1.</param>
    /// <returns>The figure, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="probabilities"/> are empty, no whole number of rows, negative, not a number, or a row does not sum to 1 (up to
    /// 1e-6 for each class); or there is not one label for each row.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/> or <paramref name="bins"/> is too small, or a label is out of range.
    /// </exception>
    public static Plot Confidence(
        ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<long> labels, int bins = HistogramFigures.DefaultBins)
    {
        (double[] confidences, _, bool[] correct) = Read(probabilities, classes, labels);
        return Confidence(confidences, correct, bins);
    }

    /// <summary>
    /// Histograms of the total uncertainty, the entropy of the mean prediction, over [0, ln C] nats, of predictions that are right and of those that
    /// are wrong.
    /// </summary>
    /// <param name="result">The classification, of inputs or of maps.</param>
    /// <param name="labels">[N, …] true classes, whole numbers in [0, C), one for each answer.</param>
    /// <param name="bins">Number of bins over [0, ln C]. Default 40; at least 1.</param>
    /// <returns>The figure, which the caller disposes.</returns>
    /// <exception cref="ArgumentException"><paramref name="labels"/> are of another shape than the answers, or no whole numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class, or <paramref name="bins"/> is below 1.</exception>
    public static Plot Entropy(ClassificationUncertainty result, Tensor labels, int bins = HistogramFigures.DefaultBins)
    {
        bool[] correct = Correct(result, labels);
        return Entropy(PlainNumbers.Of(result.Total), (int)result.Prediction.shape[1], correct, bins);
    }

    /// <summary>The same for any model's class probabilities.</summary>
    /// <inheritdoc cref="Confidence(ReadOnlySpan{double}, int, ReadOnlySpan{long}, int)"/>
    public static Plot Entropy(
        ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<long> labels, int bins = HistogramFigures.DefaultBins)
    {
        (_, double[] entropies, bool[] correct) = Read(probabilities, classes, labels);
        return Entropy(entropies, classes, correct, bins);
    }

    /// <summary>
    /// Epistemic over aleatoric uncertainty, in nats, a dot for each answer: to the right the data are ambiguous, above the model has seen too
    /// little. Dots that cannot be told apart are drawn once, the wrong predictions over the right ones.
    /// </summary>
    /// <param name="result">The classification, of inputs or of maps.</param>
    /// <param name="labels">[N, …] true classes, whole numbers in [0, C), one for each answer.</param>
    /// <returns>A figure of 1 : 1, which the caller disposes.</returns>
    /// <exception cref="ArgumentException"><paramref name="labels"/> are of another shape than the answers, or no whole numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class.</exception>
    public static Plot Decomposition(ClassificationUncertainty result, Tensor labels)
    {
        bool[] correct = Correct(result, labels);
        double[] aleatoric = PlainNumbers.Of(result.Aleatoric);
        double[] epistemic = PlainNumbers.Of(result.Epistemic);
        Plot plot = FigureLook.NewPlot("Aleatoric and epistemic uncertainty", "aleatoric, nats", "epistemic, nats");
        double most = Math.Max(aleatoric.Max(), epistemic.Max());
        (double low, double high) = FigureRange.Padded((0, most > 0 ? most : 1));
        double grain = Dot * (high - low);
        foreach (bool right in new[] { true, false })
        {
            (double X, double Y)[] dots = [.. Enumerable.Range(0, correct.Length)
                .Where(i => correct[i] == right)
                .Select(i => (aleatoric[i], epistemic[i]))
                .DistinctBy(dot => (Math.Round(dot.Item1 / grain), Math.Round(dot.Item2 / grain)))];
            if (dots.Length > 0)
            {
                FigureLines.Points(
                    plot,
                    [.. dots.Select(dot => dot.X)],
                    [.. dots.Select(dot => dot.Y)],
                    right ? FigureLook.Correct : FigureLook.Wrong,
                    PointSize,
                    FigureText.Counted(right ? "correct" : "wrong", correct.Count(value => value == right)));
            }
        }

        SquareLayout.Apply(plot, low, high);
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    private static Plot Confidence(double[] confidences, bool[] correct, int bins) => HistogramFigures.Draw(
        "Confidence of right and wrong predictions", "confidence, largest probability", Groups(confidences, 1, correct), bins, (0, 1));

    private static Plot Entropy(double[] entropies, int classes, bool[] correct, int bins)
    {
        double most = Math.Log(classes);
        return HistogramFigures.Draw(
            "Entropy of right and wrong predictions", "entropy of the mean prediction, nats", Groups(entropies, most, correct), bins, (0, most));
    }

    private static HistogramGroup[] Groups(double[] values, double most, bool[] correct)
    {
        // Rounding may leave values just outside.
        double[] right = [.. values.Where((_, i) => correct[i]).Select(value => Math.Clamp(value, 0, most))];
        double[] wrong = [.. values.Where((_, i) => !correct[i]).Select(value => Math.Clamp(value, 0, most))];
        return (right.Length, wrong.Length) switch
        {
            (_, 0) => [new HistogramGroup("all correct", right, FigureLook.Correct)],
            (0, _) => [new HistogramGroup("all wrong", wrong, FigureLook.Wrong)],
            _ => [new HistogramGroup("correct", right, FigureLook.Correct), new HistogramGroup("wrong", wrong, FigureLook.Wrong)],
        };
    }

    private static bool[] Correct(ClassificationUncertainty result, Tensor labels)
    {
        Guard.NotNull(result);
        Guard.NotNull(labels);
        if (!labels.shape.AsSpan().SequenceEqual(result.PredictedClass.shape))
        {
            throw new ArgumentException(
                $"must be [{string.Join(", ", result.PredictedClass.shape)}], a class for each answer; got [{string.Join(", ", labels.shape)}].",
                nameof(labels));
        }

        if (torch.is_floating_point(labels.dtype) || labels.dtype == torch.ScalarType.Bool)
        {
            throw new ArgumentException($"must be whole numbers; got {labels.dtype}.", nameof(labels));
        }

        double[] truths = PlainNumbers.Of(labels);
        SpanGuard.Labels([.. truths.Select(truth => (long)truth)], (int)result.Prediction.shape[1]);
        return [.. PlainNumbers.Of(result.PredictedClass).Zip(truths, (said, truth) => said == truth)];
    }

    private static (double[] Confidences, double[] Entropies, bool[] Correct) Read(
        ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<long> labels)
    {
        int inputs = SpanGuard.Classification(probabilities, classes, labels);
        (double[] confidences, double[] entropies, bool[] correct) = (new double[inputs], new double[inputs], new bool[inputs]);
        for (int i = 0; i < inputs; i++)
        {
            ReadOnlySpan<double> row = probabilities.Slice(i * classes, classes);
            int said = 0;
            for (int c = 0; c < classes; c++)
            {
                entropies[i] -= row[c] > 0 ? row[c] * Math.Log(row[c]) : 0;
                said = row[c] > row[said] ? c : said;
            }

            (confidences[i], correct[i]) = (row[said], said == labels[i]);
        }

        return (confidences, entropies, correct);
    }
}
