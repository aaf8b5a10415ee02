namespace Uncertainty.Evaluation;

/// <summary>
/// Temperature scaling: probabilities are the softmax of logits divided by one number T, by which their negative log-likelihood is least. The
/// predicted class stays the same. Takes logits. Immutable.
/// </summary>
/// <remarks>
/// Guo, Pleiss, Sun, Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, Section 4.2. The likelihood is convex in 1/T; T is its
/// optimum to rounding.
/// </remarks>
public sealed class TemperatureScaling : ICalibrator
{
    private const string Kind = "calibration.temperature";
    private const int FileVersion = 1;

    private TemperatureScaling(int classes, double temperature)
    {
        Classes = classes;
        Temperature = temperature;
    }

    /// <inheritdoc/>
    public int Classes { get; }

    /// <summary>T, greater than 0: above 1 the network was overconfident, below 1 underconfident.</summary>
    public double Temperature { get; }

    /// <summary>Fits the temperature.</summary>
    /// <param name="logits">[N, C] logits of held-out inputs, row-major: N inputs, C classes; finite.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="labels">[N] true classes in [0, C).</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="logits"/> are empty, no whole number of rows or not finite; there is not one label for each row; or no finite temperature is
    /// the best one: each label has its row's largest logit, so that T goes to 0, or the logits of the labels are no higher than the mean of their
    /// rows, so that T grows without end.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is below 2, or a label is out of range.</exception>
    /// <exception cref="InvalidOperationException">The optimum was not reached.</exception>
    public static TemperatureScaling Fit(ReadOnlySpan<double> logits, int classes, ReadOnlySpan<long> labels)
    {
        CalibrationGuard.Labelled(logits, classes, labels);
        double scale = CheckBounded(logits, classes, labels);
        double[] scaled = [.. logits.ToArray().Select(logit => logit / scale)];
        LinearSoftmax function = new(labels.ToArray(), classes, 1, shared: true, (n, c, features) => features[0] = scaled[(n * classes) + c]);
        double[] inverse = NewtonFit.Minimise(function, [1], nameof(logits), "Fit on inputs that the network gets wrong, too.");
        return FromTemperature(scale / inverse[0], classes);
    }

    /// <summary>With a temperature that is known.</summary>
    /// <param name="temperature">T; finite and greater than 0.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static TemperatureScaling FromTemperature(double temperature, int classes) =>
        new(Guard.AtLeast(classes, 2), Guard.Positive(temperature));

    /// <inheritdoc/>
    public double[] Apply(ReadOnlySpan<double> predictions)
    {
        int inputs = SpanGuard.Rows(predictions, Classes);
        SpanGuard.Finite(predictions);
        double[] probabilities = new double[predictions.Length];
        double[] row = new double[Classes];
        for (int i = 0; i < inputs; i++)
        {
            ReadOnlySpan<double> logits = predictions.Slice(i * Classes, Classes);
            double largest = logits[ClassificationMetrics.ArgMax(logits)];
            for (int c = 0; c < Classes; c++)
            {
                row[c] = (logits[c] - largest) / Temperature;
            }

            Softmax.Row(row, probabilities.AsSpan(i * Classes, Classes));
        }

        return probabilities;
    }

    /// <inheritdoc/>
    public void Save(string path) => FittedFile.Save(
        path,
        Kind,
        FileVersion,
        [new("classes", $"{Classes}"), new("temperature", TensorFile.Exact(Temperature))],
        []);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, holds something else or is of a newer version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TemperatureScaling Load(string path)
    {
        using FittedFile file = FittedFile.Load(path, Kind, FileVersion);
        return file.Make(() => FromTemperature(file.Number("temperature"), file.Count("classes")));
    }

    /// <summary>
    /// The slope of the loss in 1/T, from 0 to infinity, rises from mean(row mean - label's logit) to mean(row maximum - label's logit): it has a
    /// root where the first is below 0 and the second above. Gives the size of the logits.
    /// </summary>
    private static double CheckBounded(ReadOnlySpan<double> logits, int classes, ReadOnlySpan<long> labels)
    {
        double first = 0;
        double last = 0;
        double spread = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<double> row = logits.Slice(i * classes, classes);
            double own = row[(int)labels[i]];
            double largest = row[ClassificationMetrics.ArgMax(row)];
            last += largest - own;
            foreach (double logit in row)
            {
                first += (logit - own) / classes;
                spread = Math.Max(spread, largest - logit);
            }
        }

        CalibrationGuard.Near(spread, nameof(logits));
        if (spread == 0)
        {
            throw new ArgumentException("must differ within a row; in each row all are the same, and any temperature is as good.", nameof(logits));
        }

        if (last == 0)
        {
            throw new ArgumentException(
                "have no finite optimum: each label has its row's largest logit, so that the loss falls on and on as T goes to 0.", nameof(logits));
        }

        return first < 0
            ? spread
            : throw new ArgumentException(
                "have no finite optimum: the labels' logits are no higher than the mean of their rows, so that the loss falls on and on as T grows.",
                nameof(logits));
    }
}
