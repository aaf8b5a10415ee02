namespace Uncertainty.Ood;

/// <summary>One detector on one outlier set in one run; numbers, or the error.</summary>
internal sealed record RunRow
{
    public required string Detector { get; init; }

    public required string OutlierSet { get; init; }

    public long Inliers { get; init; }

    public long Outliers { get; init; }

    public double AurocTolerance { get; init; }

    public OodBenchmarkNumbers? Numbers { get; init; }

    public string? Error { get; init; }

    /// <summary>The mean over all sets, for which the detector must not have failed on any.</summary>
    public static RunRow MeanOf(IReadOnlyList<RunRow> sets)
    {
        RunRow? failed = sets.FirstOrDefault(row => row.Numbers is null);
        return failed is not null
            ? failed with { OutlierSet = OodBenchmarkResult.Mean }
            : new RunRow
            {
                Detector = sets[0].Detector,
                OutlierSet = OodBenchmarkResult.Mean,
                Inliers = sets[0].Inliers,
                Outliers = sets.Sum(row => row.Outliers),
                AurocTolerance = sets.Average(row => row.AurocTolerance),
                Numbers = OodBenchmarkNumbers.Mean([.. sets.Select(row => row.Numbers!)]),
            };
    }

    /// <summary>The same detector and set in several runs.</summary>
    public static OodBenchmarkRow Merge(IReadOnlyList<RunRow> runs)
    {
        RunRow[] finished = [.. runs.Where(run => run.Numbers is not null)];
        OodBenchmarkNumbers[] numbers = [.. finished.Select(run => run.Numbers!)];
        return new OodBenchmarkRow
        {
            Detector = runs[0].Detector,
            OutlierSet = runs[0].OutlierSet,
            Inliers = finished.FirstOrDefault()?.Inliers ?? 0,
            Outliers = finished.FirstOrDefault()?.Outliers ?? 0,
            Runs = finished.Length,
            Failures = runs.Count - finished.Length,
            Numbers = numbers.Length > 0 ? OodBenchmarkNumbers.Mean(numbers) : null,
            Spread = numbers.Length > 1 ? OodBenchmarkNumbers.Deviation(numbers) : null,
            AurocTolerance = finished.Length > 0 ? finished.Average(run => run.AurocTolerance) : 0,
            Error = runs.FirstOrDefault(run => run.Error is not null)?.Error,
        };
    }
}
