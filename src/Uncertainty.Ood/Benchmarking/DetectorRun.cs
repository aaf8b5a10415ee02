using System.Diagnostics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>One detector through all sets of a benchmark.</summary>
internal sealed class DetectorRun(
    string name, IOodDetector detector, OodBenchmarkOptions options, Action<string?, long, long> report, CancellationToken cancellationToken)
{
    private const double Thousand = 1000;

    private long _inputs;
    private TimeSpan _wall;
    private TimeSpan _processor;

    /// <summary>A row for each outlier set. Where the detector fails on the inliers, it has failed on all.</summary>
    public IReadOnlyList<RunRow> Score(BenchmarkSet inliers, IReadOnlyList<BenchmarkSet> sets)
    {
        SetScores[] scores = [.. sets.Select(_ => new SetScores(options))];
        string? common = Fold(inliers, values => Array.ForEach(scores, set => set.AddInliers(values)));
        string?[] errors = [.. sets.Select((set, index) => common ?? Fold(set, scores[index].AddOutliers))];
        return [.. sets.Select((set, index) => errors[index] is { } error
            ? new RunRow { Detector = name, OutlierSet = set.Name!, Error = error }
            : scores[index].ToRow(name, set.Name!, _wall.TotalSeconds * Thousand / _inputs, _processor.TotalSeconds * Thousand / _inputs))];
    }

    /// <summary>Hands on the scores of a set, batch by batch; returns what went wrong with the detector, or null.</summary>
    private string? Fold(BenchmarkSet set, Action<double[]> add)
    {
        long seen = 0;
        foreach (Tensor batch in set.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[] values;
            try
            {
                values = Timed(batch);
            }
            catch (Exception error) when (!options.ThrowOnFailure && error is not OperationCanceledException and not OutOfMemoryException)
            {
                // A detector may fail in any way: what it says goes into its rows.
                return $"{error.GetType().Name}: {error.Message}";
            }

            add(values);
            seen += values.Length;
            _inputs += values.Length;
            report(set.Name, seen, _inputs);
        }

        return null;
    }

    private double[] Timed(Tensor batch)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        Tensor scores = detector.Score(batch)
            ?? throw new InvalidOperationException("The detector must give a score for each input; got null.");
        double[] values = DetectorScores.Numbers(scores, batch.shape[0], "The detector");
        _wall += Stopwatch.GetElapsedTime(start);
        _processor += Environment.CpuUsage.TotalTime - before;
        int bad = Array.FindIndex(values, value => !double.IsFinite(value));
        return bad < 0
            ? values
            : throw new InvalidOperationException($"The detector must give finite scores; input {bad} of a batch got {values[bad]}.");
    }
}
