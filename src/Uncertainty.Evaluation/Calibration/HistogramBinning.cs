namespace Uncertainty.Evaluation;

/// <summary>
/// Histogram binning: the probability of the positive class is the share of positives among the held-out inputs with a score in the same bin.
/// Immutable.
/// </summary>
/// <remarks>
/// Zadrozny, Elkan, "Obtaining Calibrated Probability Estimates from Decision Trees and Naive Bayesian Classifiers", ICML 2001. Bins are (a, b], in
/// fitting and after; a bin without inputs gives its middle.
/// </remarks>
public sealed class HistogramBinning : BinaryCalibration
{
    internal const string KindName = "histogram";

    private readonly double[] _edges;
    private readonly double[] _probabilities;

    private HistogramBinning(double[] edges, double[] probabilities, Binning binning)
    {
        _edges = edges;
        _probabilities = probabilities;
        Binning = binning;
    }

    /// <summary>The edges between bins, rising: one less than there are bins.</summary>
    public IReadOnlyList<double> Edges => _edges;

    /// <summary>The probability that each bin gives.</summary>
    public IReadOnlyList<double> Probabilities => _probabilities;

    /// <summary>How bins were made.</summary>
    public Binning Binning { get; }

    internal override string Kind => KindName;

    internal override IEnumerable<KeyValuePair<string, string>> Settings => [new("binning", $"{Binning}")];

    internal override IEnumerable<(string Name, double[] Values)> Values => [("edges", _edges), ("probabilities", _probabilities)];

    /// <summary>Fits the bins.</summary>
    /// <param name="scores">[N] probabilities of the positive class on held-out inputs, in [0, 1].</param>
    /// <param name="isPositive">[N] whether the input is of the positive class; both classes must occur.</param>
    /// <param name="bins">Number of bins M. Default 15; at least 1.</param>
    /// <param name="binning">
    /// <see cref="Binning.RightClosed"/>, the default, for bins of equal width; or <see cref="Binning.EqualCount"/>, with edges half-way between the
    /// scores beside them. Equal scores stay together: a bin whose inputs all fall to the one below is left out.
    /// </param>
    /// <exception cref="ArgumentException">
    /// <paramref name="scores"/> are empty or out of [0, 1]; the lengths differ; or a class is missing.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="bins"/> is below 1, or <paramref name="binning"/> is neither of the two.
    /// </exception>
    public static HistogramBinning Fit(
        ReadOnlySpan<double> scores,
        ReadOnlySpan<bool> isPositive,
        int bins = ReliabilityDiagram.DefaultBins,
        Binning binning = Binning.RightClosed)
    {
        CheckFit(scores, isPositive);
        SpanGuard.Unit(scores);
        Guard.AtLeast(bins, 1);
        double[] edges = binning switch
        {
            Binning.RightClosed => [.. Enumerable.Range(1, bins - 1).Select(k => (double)k / bins)],
            Binning.EqualCount => CountEdges.Of(scores, bins),
            _ => throw new ArgumentOutOfRangeException(nameof(binning), binning, "must be RightClosed or EqualCount."),
        };
        long[] counts = new long[edges.Length + 1];
        long[] positives = new long[counts.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            int bin = CountEdges.Bin(edges, scores[i]);
            counts[bin]++;
            positives[bin] += isPositive[i] ? 1 : 0;
        }

        double[] probabilities = [.. counts.Select((count, bin) => count > 0 ? (double)positives[bin] / count : Middle(bin))];
        return new HistogramBinning(edges, probabilities, binning);

        double Middle(int bin) => ((bin == 0 ? 0 : edges[bin - 1]) + (bin == edges.Length ? 1 : edges[bin])) / 2;
    }

    /// <inheritdoc cref="PlattScaling.Load"/>
    public static HistogramBinning Load(string path) => Load(path, KindName, Read);

    internal static HistogramBinning Read(FittedFile file)
    {
        double[] edges = file.Rising(file.Values("edges"), "edges");
        double[] probabilities = file.Values("probabilities", edges.Length + 1);
        return probabilities.All(probability => probability is >= 0 and <= 1)
            ? new HistogramBinning(edges, probabilities, file.Named<Binning>("binning"))
            : throw file.Wrong("its probabilities must be in [0, 1].");
    }

    private protected override void Check(ReadOnlySpan<double> scores) => SpanGuard.Unit(scores);

    private protected override double Probability(double score) => _probabilities[CountEdges.Bin(_edges, score)];
}
