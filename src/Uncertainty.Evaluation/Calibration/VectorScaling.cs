namespace Uncertainty.Evaluation;

/// <summary>
/// Vector scaling: probabilities are the softmax of w ∘ z + b, for logits z, with a factor and an intercept for each class by which their negative
/// log-likelihood is least. Takes logits. Immutable.
/// </summary>
/// <remarks>
/// Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, Section 4.2. The predicted class can change, and a factor can fall below 0.
/// </remarks>
public sealed class VectorScaling : ICalibrator
{
    private const string Kind = "calibration.vector";
    private const int FileVersion = 1;

    private readonly double[] _factors;
    private readonly double[] _intercepts;

    private VectorScaling(double[] factors, double[] intercepts)
    {
        _factors = factors;
        _intercepts = intercepts;
    }

    /// <inheritdoc/>
    public int Classes => _factors.Length;

    /// <summary>[C] w.</summary>
    public IReadOnlyList<double> Factors => _factors;

    /// <summary>[C] b, with sum 0.</summary>
    public IReadOnlyList<double> Intercepts => _intercepts;

    /// <summary>Fits factors and intercepts.</summary>
    /// <param name="logits">[N, C] logits of held-out inputs, row-major: N inputs, C classes; finite.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="labels">[N] true classes in [0, C); each must occur.</param>
    /// <inheritdoc cref="MatrixScaling.Fit" path="/exception"/>
    public static VectorScaling Fit(ReadOnlySpan<double> logits, int classes, ReadOnlySpan<long> labels)
    {
        int inputs = CalibrationGuard.Labelled(logits, classes, labels);
        CalibrationGuard.AllClasses(labels, classes);
        double[] kept = logits.ToArray();
        double[] scales = Scales(kept, classes);
        LinearSoftmax function = new(labels.ToArray(), classes, 2, shared: false, (n, c, features) =>
        {
            features[0] = kept[(n * classes) + c] / scales[c];
            features[1] = 1;
        });
        double[] start = [.. Enumerable.Repeat<double[]>([1, 0], classes).SelectMany(pair => pair)];
        double[] weights = NewtonFit.Minimise(function, start, nameof(logits), "Fit on more inputs, or take temperature scaling.");
        double[] intercepts = [.. Enumerable.Range(0, classes).Select(c => weights[(2 * c) + 1])];
        double mean = intercepts.Average();
        return new VectorScaling(
            [.. Enumerable.Range(0, classes).Select(c => weights[2 * c] / scales[c])], [.. intercepts.Select(b => b - mean)]);
    }

    /// <inheritdoc/>
    public double[] Apply(ReadOnlySpan<double> predictions)
    {
        int inputs = SpanGuard.Rows(predictions, Classes);
        SpanGuard.Finite(predictions);
        double[] probabilities = new double[predictions.Length];
        double[] row = new double[Classes];
        for (int i = 0; i < inputs; i++)
        {
            for (int c = 0; c < Classes; c++)
            {
                row[c] = (_factors[c] * predictions[(i * Classes) + c]) + _intercepts[c];
            }

            Softmax.Row(row, probabilities.AsSpan(i * Classes, Classes));
        }

        return probabilities;
    }

    /// <inheritdoc/>
    public void Save(string path) => FittedFile.Save(
        path, Kind, FileVersion, [new("classes", $"{Classes}")], [("factors", _factors), ("intercepts", _intercepts)]);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <inheritdoc cref="TemperatureScaling.Load" path="/param"/>
    /// <inheritdoc cref="TemperatureScaling.Load" path="/exception"/>
    public static VectorScaling Load(string path)
    {
        using FittedFile file = FittedFile.Load(path, Kind, FileVersion);
        int classes = file.Make(() => Guard.AtLeast(file.Count("classes"), 2, "classes"));
        return new VectorScaling(file.Values("factors", classes), file.Values("intercepts", classes));
    }

    /// <summary>Of each class the largest size of a logit, so that all weights of the fit are of one size; 1 where all are 0.</summary>
    private static double[] Scales(double[] logits, int classes)
    {
        double[] scales = new double[classes];
        for (int i = 0; i < logits.Length; i++)
        {
            scales[i % classes] = Math.Max(scales[i % classes], Math.Abs(logits[i]));
        }

        return [.. scales.Select(scale => scale == 0 ? 1 : scale)];
    }
}
