namespace Uncertainty.Evaluation;

/// <summary>
/// How good class probabilities are. Probabilities are row-major [N, C] in one span; rows must sum to 1, up to 1e-6 for each
/// class, and are never repaired.
/// </summary>
public static class ClassificationMetrics
{
    /// <summary>Share of inputs whose most probable class is the label, in [0, 1]; higher is better.</summary>
    /// <remarks>Of several equal maxima, the class with the lowest number is the predicted one.</remarks>
    /// <param name="probabilities">[N, C] class probabilities: N inputs, C classes.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="labels">[N] true classes in [0, C).</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="probabilities"/> are empty, no whole number of rows, negative, not a number, or a row does not sum to 1;
    /// or there is not one label for each row.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is below 2, or a label is out of range.</exception>
    public static double Accuracy(ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<long> labels)
    {
        int inputs = SpanGuard.Classification(probabilities, classes, labels);
        int correct = 0;
        for (int i = 0; i < inputs; i++)
        {
            if (ArgMax(probabilities.Slice(i * classes, classes)) == labels[i])
            {
                correct++;
            }
        }

        return (double)correct / inputs;
    }

    /// <summary>Share of inputs whose label is among the K most probable classes, in [0, 1]; higher is better.</summary>
    /// <remarks>Of several equal probabilities, those of the classes with the lower numbers come first.</remarks>
    /// <param name="probabilities">[N, C] class probabilities: N inputs, C classes.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="labels">[N] true classes in [0, C).</param>
    /// <param name="top">K, in [1, C].</param>
    /// <inheritdoc cref="Accuracy" path="/exception"/>
    public static double TopAccuracy(ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<long> labels, int top)
    {
        int inputs = SpanGuard.Classification(probabilities, classes, labels);
        Guard.InRange(top, 1, classes);
        int among = 0;
        for (int i = 0; i < inputs; i++)
        {
            among += Rank(probabilities.Slice(i * classes, classes), (int)labels[i]) < top ? 1 : 0;
        }

        return (double)among / inputs;
    }

    /// <summary>Negative log-likelihood (NLL, log loss): mean of -ln p(label), in [0, ∞] nats; lower is better.</summary>
    /// <remarks>
    /// Nothing is clipped: a true class of probability 0 gives positive infinity. Strictly proper: Gneiting and Raftery, "Strictly
    /// Proper Scoring Rules, Prediction, and Estimation", Journal of the American Statistical Association, 2007 (there with the
    /// opposite sign).
    /// </remarks>
    /// <inheritdoc cref="Accuracy" path="/param"/>
    /// <inheritdoc cref="Accuracy" path="/exception"/>
    public static double NegativeLogLikelihood(ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<long> labels)
    {
        int inputs = SpanGuard.Classification(probabilities, classes, labels);
        double sum = 0;
        for (int i = 0; i < inputs; i++)
        {
            sum -= Math.Log(probabilities[(i * classes) + (int)labels[i]]);
        }

        return sum / inputs;
    }

    /// <summary>
    /// Brier score: mean over the inputs of the squared distance between probabilities and one-hot label, summed over the classes,
    /// in [0, 2]; lower is better.
    /// </summary>
    /// <remarks>
    /// With two classes this is twice the binary form, which looks at one class alone. Brier, "Verification of Forecasts Expressed
    /// in Terms of Probability", Monthly Weather Review, 1950.
    /// </remarks>
    /// <inheritdoc cref="Accuracy" path="/param"/>
    /// <inheritdoc cref="Accuracy" path="/exception"/>
    public static double BrierScore(ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<long> labels)
    {
        int inputs = SpanGuard.Classification(probabilities, classes, labels);
        double sum = 0;
        for (int i = 0; i < inputs; i++)
        {
            sum += SquaredDistance(probabilities.Slice(i * classes, classes), labels[i]);
        }

        return sum / inputs;
    }

    /// <summary>How many classes come before one by their probability.</summary>
    internal static int Rank(ReadOnlySpan<double> row, int label)
    {
        int before = 0;
        for (int c = 0; c < row.Length; c++)
        {
            before += row[c] > row[label] || (row[c] == row[label] && c < label) ? 1 : 0;
        }

        return before;
    }

    /// <summary>Squared distance between probabilities and one-hot label.</summary>
    internal static double SquaredDistance(ReadOnlySpan<double> row, long label)
    {
        double sum = 0;
        for (int c = 0; c < row.Length; c++)
        {
            double error = c == label ? row[c] - 1 : row[c];
            sum += error * error;
        }

        return sum;
    }

    /// <summary>Index of the largest value, the first where several are.</summary>
    internal static int ArgMax(ReadOnlySpan<double> row)
    {
        int best = 0;
        for (int c = 1; c < row.Length; c++)
        {
            if (row[c] > row[best])
            {
                best = c;
            }
        }

        return best;
    }
}
