namespace Uncertainty.Evaluation;

/// <summary>Probabilities from logits.</summary>
internal static class Softmax
{
    /// <summary>Writes the probabilities of a row of logits; gives the logarithm of their norm.</summary>
    public static double Row(ReadOnlySpan<double> logits, Span<double> probabilities)
    {
        double largest = logits[ClassificationMetrics.ArgMax(logits)];
        double sum = 0;
        for (int c = 0; c < logits.Length; c++)
        {
            probabilities[c] = Math.Exp(logits[c] - largest);
            sum += probabilities[c];
        }

        foreach (ref double probability in probabilities)
        {
            probability /= sum;
        }

        return largest + Math.Log(sum);
    }

    /// <summary>1 / (1 + e^(-x)), exact at both ends.</summary>
    public static double Sigmoid(double x)
    {
        double small = Math.Exp(-Math.Abs(x));
        return x >= 0 ? 1 / (1 + small) : small / (1 + small);
    }
}
