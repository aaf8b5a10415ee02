namespace Uncertainty.Ood;

/// <summary>What <see cref="OodBenchmark"/> measured, in one run or in several. Immutable.</summary>
public sealed class OodBenchmarkResult
{
    /// <summary>What the mean over all outlier sets is called; no set may be.</summary>
    public const string Mean = "mean";

    private readonly IReadOnlyList<IReadOnlyList<RunRow>> _runs;

    internal OodBenchmarkResult(IReadOnlyList<IReadOnlyList<RunRow>> runs, double truePositiveRate)
    {
        _runs = runs;
        TruePositiveRate = truePositiveRate;
        Detectors = [.. runs[0].Select(row => row.Detector).Distinct(StringComparer.Ordinal)];
        OutlierSets = [.. runs[0].Select(row => row.OutlierSet).Distinct(StringComparer.Ordinal)];
        Rows = [.. Enumerable.Range(0, runs[0].Count).Select(index => RunRow.Merge([.. runs.Select(run => run[index])]))];
        Means =
        [
            .. Detectors.Select(detector =>
                RunRow.Merge([.. runs.Select(run => RunRow.MeanOf([.. run.Where(row => row.Detector == detector)]))])),
        ];
    }

    /// <summary>Names of the detectors, in the order in which they were given.</summary>
    public IReadOnlyList<string> Detectors { get; }

    /// <summary>Names of the outlier sets, in the order in which they were given.</summary>
    public IReadOnlyList<string> OutlierSets { get; }

    /// <summary>Number of runs.</summary>
    public int Runs => _runs.Count;

    /// <summary>Share of inliers accepted where the false positive rates are read.</summary>
    public double TruePositiveRate { get; }

    /// <summary>A row for each detector on each outlier set, the sets of a detector together.</summary>
    public IReadOnlyList<OodBenchmarkRow> Rows { get; }

    /// <summary>A row for each detector: the mean over the outlier sets, each counting the same. A detector that failed on one has failed here.</summary>
    public IReadOnlyList<OodBenchmarkRow> Means { get; }

    internal IReadOnlyList<IReadOnlyList<RunRow>> RunRows => _runs;

    /// <summary>The row of a detector on an outlier set.</summary>
    /// <param name="detector">Name of the detector.</param>
    /// <param name="outlierSet">Name of the set; <see cref="Mean"/> for the mean over all.</param>
    /// <exception cref="ArgumentException">There is no such detector or set.</exception>
    public OodBenchmarkRow Row(string detector, string outlierSet)
    {
        if (!Detectors.Contains(detector))
        {
            throw new ArgumentException($"must be one of {string.Join(", ", Detectors)}; got '{detector}'.", nameof(detector));
        }

        return (outlierSet == Mean ? Means : Rows).FirstOrDefault(row => row.Detector == detector && row.OutlierSet == outlierSet)
            ?? throw new ArgumentException($"must be one of {string.Join(", ", OutlierSets)}, {Mean}; got '{outlierSet}'.", nameof(outlierSet));
    }

    /// <summary>Several runs as one result: means and spread over them.</summary>
    /// <param name="results">Results of the same detectors and outlier sets, in one order, such as of several seeds; at least one.</param>
    /// <exception cref="ArgumentException">There are none, or they are of other detectors, sets or true positive rates.</exception>
    public static OodBenchmarkResult Combine(IReadOnlyList<OodBenchmarkResult> results)
    {
        Guard.NotNull(results);
        OodBenchmarkResult first = results.Count > 0
            ? Guard.NotNull(results[0], nameof(results))
            : throw new ArgumentException("must hold at least one result; got none.", nameof(results));
        foreach (OodBenchmarkResult result in results)
        {
            Guard.NotNull(result, nameof(results));
            if (!result.Detectors.SequenceEqual(first.Detectors) || !result.OutlierSets.SequenceEqual(first.OutlierSets)
                || result.TruePositiveRate != first.TruePositiveRate)
            {
                throw new ArgumentException(
                    $"must be of the same detectors, outlier sets and true positive rate; got {Describe(first)} and {Describe(result)}.",
                    nameof(results));
            }
        }

        return new OodBenchmarkResult([.. results.SelectMany(result => result._runs)], first.TruePositiveRate);
    }

    /// <summary>
    /// The rows as a Markdown table with columns of one width, and the means where there are several sets; spreads, as ±, where there are several
    /// runs. Costs are milliseconds of processor time for 1,000 inputs.
    /// </summary>
    public string ToMarkdown() => BenchmarkTable.Write(this);

    /// <summary>All numbers of all runs, and rows and means over them, as JSON. <see cref="FromJson"/> reads it.</summary>
    public string ToJson() => BenchmarkJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote, so that runs of other days can be combined.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="InvalidDataException">It is damaged, something else, or of a newer version.</exception>
    public static OodBenchmarkResult FromJson(string json) => BenchmarkJson.Read(Guard.NotNull(json));

    private static string Describe(OodBenchmarkResult result) =>
        $"[{string.Join(", ", result.Detectors)}] on [{string.Join(", ", result.OutlierSets)}] at {result.TruePositiveRate}";
}
