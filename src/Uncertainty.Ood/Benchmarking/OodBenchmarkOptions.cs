namespace Uncertainty.Ood;

/// <summary>How <see cref="OodBenchmark"/> measures.</summary>
public sealed record OodBenchmarkOptions
{
    private readonly double _truePositiveRate = 0.95;
    private readonly int _distinctScores = 32_768;

    /// <summary>
    /// Share of the inliers that is accepted where <see cref="OodBenchmarkNumbers.FalsePositiveRate"/> is read. Default 0.95; greater than 0 and
    /// at most 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double TruePositiveRate
    {
        get => _truePositiveRate;
        init => _truePositiveRate = value > 0 && value <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(TruePositiveRate), value, "must be greater than 0 and at most 1.");
    }

    /// <summary>
    /// How many scores of inliers and outliers of one set are kept apart, at up to 360 bytes each; with no more distinct scores all numbers are
    /// exact, beyond that <see cref="OodBenchmarkRow.AurocTolerance"/> says how far off the AUROC may be. Default 32,768; at least 16.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 16.</exception>
    public int DistinctScores
    {
        get => _distinctScores;
        init => _distinctScores = Guard.AtLeast(value, 16, nameof(DistinctScores));
    }

    /// <summary>
    /// Whether the failure of a detector ends the benchmark with its exception. Default false: the rows of this detector say what went wrong, and
    /// the others go on.
    /// </summary>
    public bool ThrowOnFailure { get; init; }
}
