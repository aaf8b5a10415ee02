namespace Uncertainty.Ood;

/// <summary>What a benchmark found of one detector: on one outlier set, or in the mean over all.</summary>
public sealed record OodBenchmarkRow
{
    internal OodBenchmarkRow()
    {
    }

    /// <summary>The detector.</summary>
    public required string Detector { get; init; }

    /// <summary>The outlier set; <see cref="OodBenchmarkResult.Mean"/> for the mean over all.</summary>
    public required string OutlierSet { get; init; }

    /// <summary>Number of inliers in a run; 0 where none was finished.</summary>
    public required long Inliers { get; init; }

    /// <summary>Number of outliers in a run, of the mean in all sets; 0 where none was finished.</summary>
    public required long Outliers { get; init; }

    /// <summary>Number of runs in which the detector scored all inputs: those that the numbers are of.</summary>
    public required int Runs { get; init; }

    /// <summary>Number of runs in which it failed.</summary>
    public required int Failures { get; init; }

    /// <summary>The numbers; their mean over several runs. Null where the detector failed in all.</summary>
    public required OodBenchmarkNumbers? Numbers { get; init; }

    /// <summary>Standard deviation of each number over the runs, which divides by one less than there are. Null for fewer than two runs.</summary>
    public required OodBenchmarkNumbers? Spread { get; init; }

    /// <summary>How far <see cref="OodBenchmarkNumbers.Auroc"/> may be off, at most: 0 unless there were more distinct scores than are kept apart.</summary>
    public required double AurocTolerance { get; init; }

    /// <summary>What went wrong, in the first run that failed; null where none did.</summary>
    public required string? Error { get; init; }
}
