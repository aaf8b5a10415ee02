namespace Uncertainty.Evaluation;

/// <summary>
/// How good prediction sets are, from whatever source: sets are [N, C] flags, row-major. At equal coverage smaller sets are better.
/// </summary>
public static class PredictionSetMetrics
{
    /// <summary>Share of inputs whose label is in the set, in [0, 1]; it should be 1 - α.</summary>
    /// <param name="sets">[N, C] whether a label is in the set of an input.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="labels">[N] true classes in [0, C).</param>
    /// <exception cref="ArgumentException"><paramref name="sets"/> is empty or no whole number of rows, or lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label or the number of classes is out of range.</exception>
    public static double Coverage(ReadOnlySpan<bool> sets, int classes, ReadOnlySpan<long> labels)
    {
        int inputs = Check(sets, classes, labels);
        int covered = 0;
        for (int i = 0; i < inputs; i++)
        {
            covered += sets[(i * classes) + (int)labels[i]] ? 1 : 0;
        }

        return (double)covered / inputs;
    }

    /// <summary>Mean number of labels in a set, in [0, C]; empty sets count 0.</summary>
    /// <inheritdoc cref="EmptyShare"/>
    public static double MeanSize(ReadOnlySpan<bool> sets, int classes) => (double)sets.Count(true) / Rows(sets, classes);

    /// <summary>Share of inputs with an empty set, in [0, 1].</summary>
    /// <param name="sets">[N, C] whether a label is in the set of an input.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <exception cref="ArgumentException"><paramref name="sets"/> is empty or no whole number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is below 2.</exception>
    public static double EmptyShare(ReadOnlySpan<bool> sets, int classes)
    {
        int inputs = Rows(sets, classes);
        int empty = 0;
        for (int i = 0; i < inputs; i++)
        {
            empty += sets.Slice(i * classes, classes).Contains(true) ? 0 : 1;
        }

        return (double)empty / inputs;
    }

    /// <summary>
    /// Coverage by the size of the set, sizes that occur only, rising. Far from 1 - α: sets do not follow how hard inputs are.
    /// </summary>
    /// <inheritdoc cref="Coverage"/>
    public static IReadOnlyList<SizeStratum> CoverageBySize(ReadOnlySpan<bool> sets, int classes, ReadOnlySpan<long> labels)
    {
        int inputs = Check(sets, classes, labels);
        int[] counts = new int[classes + 1];
        int[] covered = new int[classes + 1];
        for (int i = 0; i < inputs; i++)
        {
            ReadOnlySpan<bool> set = sets.Slice(i * classes, classes);
            int size = set.Count(true);
            counts[size]++;
            covered[size] += set[(int)labels[i]] ? 1 : 0;
        }

        return
        [
            .. Enumerable.Range(0, classes + 1)
                .Where(size => counts[size] > 0)
                .Select(size => new SizeStratum(size, counts[size], (double)covered[size] / counts[size])),
        ];
    }

    /// <summary>
    /// Size-stratified coverage (SSC): the least coverage among the sizes that occur, in [0, 1]; higher is better, at most about 1 - α can
    /// be asked for. Empty sets cover nothing: with one of them it is 0.
    /// </summary>
    /// <remarks>Angelopoulos, Bates, "Conformal Prediction: A Gentle Introduction", 2023, Section 3.1; groups are single sizes.</remarks>
    /// <inheritdoc cref="Coverage"/>
    public static double SizeStratifiedCoverage(ReadOnlySpan<bool> sets, int classes, ReadOnlySpan<long> labels) =>
        CoverageBySize(sets, classes, labels).Min(stratum => stratum.Coverage);

    /// <summary>[C] share of the inputs of each class whose set holds it, in [0, 1]; not a number for a class without inputs.</summary>
    /// <inheritdoc cref="Coverage"/>
    public static double[] CoverageByClass(ReadOnlySpan<bool> sets, int classes, ReadOnlySpan<long> labels)
    {
        int inputs = Check(sets, classes, labels);
        double[] covered = new double[classes];
        int[] counts = new int[classes];
        for (int i = 0; i < inputs; i++)
        {
            counts[labels[i]]++;
            covered[labels[i]] += sets[(i * classes) + (int)labels[i]] ? 1 : 0;
        }

        return [.. covered.Zip(counts, (hits, count) => count == 0 ? double.NaN : hits / count)];
    }

    private static int Check(ReadOnlySpan<bool> sets, int classes, ReadOnlySpan<long> labels)
    {
        int inputs = Rows(sets, classes);
        SpanGuard.Length(labels.Length, inputs, "one for each row of sets", nameof(labels));
        SpanGuard.Labels(labels, classes);
        return inputs;
    }

    private static int Rows(ReadOnlySpan<bool> sets, int classes)
    {
        Guard.AtLeast(classes, 2);
        SpanGuard.NotEmpty(sets);
        return sets.Length % classes == 0
            ? sets.Length / classes
            : throw new ArgumentException(
                $"must be [N, C] with C = {classes}; {sets.Length} values are no whole number of rows.", nameof(sets));
    }
}
