namespace Uncertainty.Evaluation;

/// <summary>Calibration of every class's probability, in bins of equal counts, without the probabilities near 0 that most classes get.</summary>
public static class ThresholdedAdaptiveCalibration
{
    /// <summary>
    /// Thresholded adaptive calibration error (TACE): mean over the classes of the expected calibration error of the class's probability, in M bins
    /// of equal counts, of the probabilities above a threshold alone; in [0, 1]; lower is better.
    /// </summary>
    /// <remarks>
    /// Nixon et al., "Measuring Calibration in Deep Learning", CVPR Workshops 2019. For each class, of the n probabilities above the threshold in
    /// rising order: bins are cut at the values at round(k n/M), k = 1 … M - 1, halves to even; a value on a cut goes up, so that equal
    /// probabilities always share a bin. Shares are of the n. A class without any has an error of 0. Threshold 0 leaves out only what is
    /// impossible.
    /// </remarks>
    /// <param name="probabilities">[N, C] class probabilities, row-major: N inputs, C classes.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="labels">[N] true classes in [0, C).</param>
    /// <param name="bins">Number of bins M. Default 15; at least 1.</param>
    /// <param name="threshold">Probabilities of at most this are left out. Default 0.01; in [0, 1].</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="probabilities"/> are empty, no whole number of rows, negative, not a number, or a row does not sum to 1;
    /// or there is not one label for each row.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A number or a label is out of range.</exception>
    public static double Error(
        ReadOnlySpan<double> probabilities,
        int classes,
        ReadOnlySpan<long> labels,
        int bins = ReliabilityDiagram.DefaultBins,
        double threshold = 0.01)
    {
        int inputs = SpanGuard.Classification(probabilities, classes, labels);
        Guard.AtLeast(bins, 1);
        Guard.InRange(threshold, 0, 1);
        List<double> kept = [];
        List<bool> hits = [];
        double sum = 0;
        for (int c = 0; c < classes; c++)
        {
            kept.Clear();
            hits.Clear();
            for (int i = 0; i < inputs; i++)
            {
                double probability = probabilities[(i * classes) + c];
                if (probability > threshold)
                {
                    kept.Add(probability);
                    hits.Add(labels[i] == c);
                }
            }

            sum += kept.Count == 0 ? 0 : ClassError([.. kept], [.. hits], bins);
        }

        return sum / classes;
    }

    private static double ClassError(double[] probabilities, bool[] hits, int bins)
    {
        Array.Sort(probabilities, hits);
        int count = probabilities.Length;
        double error = 0;
        double gap = 0;
        int cut = 1;
        for (int i = 0; i < count; i++)
        {
            bool isCut = false;
            for (; cut < bins && probabilities[Math.Min((int)Math.Round((double)cut * count / bins), count - 1)] <= probabilities[i]; cut++)
            {
                isCut = true;
            }

            if (isCut)
            {
                error += Math.Abs(gap);
                gap = 0;
            }

            gap += (hits[i] ? 1 : 0) - probabilities[i];
        }

        return (error + Math.Abs(gap)) / count;
    }
}
