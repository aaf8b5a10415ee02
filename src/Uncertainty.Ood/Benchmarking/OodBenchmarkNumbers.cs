namespace Uncertainty.Ood;

/// <summary>How well, and at what cost, a detector tells outliers from inliers. Of several runs: the mean of each number, or its spread.</summary>
public sealed record OodBenchmarkNumbers
{
    internal OodBenchmarkNumbers()
    {
    }

    /// <summary>Probability that an outlier scores higher than an inlier, ties counting half (AUROC), in [0, 1]; higher is better.</summary>
    public required double Auroc { get; init; }

    /// <summary>
    /// Area under the precision-recall curve, by steps, with outliers as the positives (AUPR-out), in [0, 1]; higher is better. Depends on how many
    /// outliers there are for an inlier.
    /// </summary>
    public required double AuprOutliers { get; init; }

    /// <summary>The same with inliers as the positives (AUPR-in), by the negated scores.</summary>
    public required double AuprInliers { get; init; }

    /// <summary>
    /// Share of the outliers that are accepted by the threshold that accepts 95 % of the inliers (FPR95; or another share:
    /// <see cref="OodBenchmarkOptions.TruePositiveRate"/>), in [0, 1]; lower is better. Inliers are the positives, as in Liang et al., ICLR 2018.
    /// </summary>
    public required double FalsePositiveRate { get; init; }

    /// <summary>Least share of wrong calls over all thresholds, inliers and outliers equally likely, in [0, ½]; lower is better.</summary>
    public required double DetectionError { get; init; }

    /// <summary>
    /// Seconds of the clock on the wall for 1,000 inputs, of the inliers and all outlier sets together: <see cref="IOodDetector.Score"/> and the
    /// copy of its scores to the processor, without fetching the inputs.
    /// </summary>
    public required double SecondsPerThousand { get; init; }

    /// <summary>The same in seconds of processor time of this process, all threads together: what other programs do does not count.</summary>
    public required double ProcessorSecondsPerThousand { get; init; }

    /// <summary>Mean of each number.</summary>
    internal static OodBenchmarkNumbers Mean(IReadOnlyList<OodBenchmarkNumbers> all) => Fold(all, values => values.Average());

    /// <summary>Standard deviation of each number, which divides by one less than there are.</summary>
    internal static OodBenchmarkNumbers Deviation(IReadOnlyList<OodBenchmarkNumbers> all) => Fold(all, values =>
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    });

    private static OodBenchmarkNumbers Fold(IReadOnlyList<OodBenchmarkNumbers> all, Func<double[], double> fold)
    {
        return new OodBenchmarkNumbers
        {
            Auroc = Of(numbers => numbers.Auroc),
            AuprOutliers = Of(numbers => numbers.AuprOutliers),
            AuprInliers = Of(numbers => numbers.AuprInliers),
            FalsePositiveRate = Of(numbers => numbers.FalsePositiveRate),
            DetectionError = Of(numbers => numbers.DetectionError),
            SecondsPerThousand = Of(numbers => numbers.SecondsPerThousand),
            ProcessorSecondsPerThousand = Of(numbers => numbers.ProcessorSecondsPerThousand),
        };

        double Of(Func<OodBenchmarkNumbers, double> read) => fold([.. all.Select(read)]);
    }
}
