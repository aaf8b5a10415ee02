using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// Compares detectors: how well each tells an inlier set from outlier sets, and what its scores cost. Sets are streams of batches, read once for
/// each detector; scores are folded as they come, so that memory does not grow with the number of inputs.
/// </summary>
/// <remarks>Detectors score one after the other, in the order in which they are given, none of them at once with another.</remarks>
public static class OodBenchmark
{
    /// <summary>Runs all detectors on all sets.</summary>
    /// <param name="inliers">[B, …] batches of inputs that the detectors were not fitted on; enumerated once for each detector.</param>
    /// <param name="outliers">Outlier sets by name, at least one; each [B, …] batches, enumerated once for each detector.</param>
    /// <param name="detectors">Detectors by name, at least one; they stay the caller's.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    /// <exception cref="ArgumentException">
    /// There are no outlier sets or detectors, or names are empty, twice the same, or <see cref="OodBenchmarkResult.Mean"/>; a set gives no inputs, or
    /// another number of them the second time. Never left to the rows.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static OodBenchmarkResult Run(
        IEnumerable<Tensor> inliers,
        IReadOnlyList<(string Name, IEnumerable<Tensor> Batches)> outliers,
        IReadOnlyList<(string Name, IOodDetector Detector)> detectors,
        OodBenchmarkOptions? options = null,
        IProgress<OodBenchmarkProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Guard.NotNull(inliers);
        CheckNames(outliers, nameof(outliers));
        CheckNames(detectors, nameof(detectors));
        options ??= new OodBenchmarkOptions();
        BenchmarkSet own = new(null, inliers, nameof(inliers));
        BenchmarkSet[] sets = [.. outliers.Select(set => new BenchmarkSet(set.Name, set.Batches, nameof(outliers)))];
        List<RunRow> rows = [];
        for (int index = 0; index < detectors.Count; index++)
        {
            (string name, IOodDetector detector) = detectors[index];
            DetectorRun run = new(name, detector, options, Report(progress, name, index + 1, detectors.Count), cancellationToken);
            rows.AddRange(run.Score(own, sets));
        }

        return new OodBenchmarkResult([rows], options.TruePositiveRate);
    }

    private static Action<string?, long, long> Report(IProgress<OodBenchmarkProgress>? progress, string name, int number, int count) =>
        (set, inputs, total) => progress?.Report(new OodBenchmarkProgress(name, number, count, set, inputs, total));

    private static void CheckNames<T>(IReadOnlyList<(string Name, T Value)> named, string parameter)
        where T : class
    {
        Guard.NotNull(named, parameter);
        if (named.Count == 0)
        {
            throw new ArgumentException("must hold at least one; got none.", parameter);
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach ((string name, T value) in named)
        {
            Guard.NotNull(value, parameter);
            if (string.IsNullOrWhiteSpace(name) || name == OodBenchmarkResult.Mean || !seen.Add(name))
            {
                throw new ArgumentException(
                    $"must have names, all different, none of them '{OodBenchmarkResult.Mean}'; got '{name}'.", parameter);
            }
        }
    }
}
