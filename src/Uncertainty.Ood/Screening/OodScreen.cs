using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// Stands before a model and says of each incoming input whether it belongs to what the model was trained on, together with the model's
/// answer; counts, and raises an alarm when the stream has drifted. Where the detector reads the same network, one pass serves both.
/// </summary>
/// <remarks>
/// An input that is none, or on which the model fails, is reported in its place with its error; the others are not affected, and a stream goes
/// on. All members can be used from several threads: passes wait for each other. Memory does not grow with the number of inputs. Network,
/// detector and threshold belong to the caller.
/// </remarks>
public sealed class OodScreen
{
    private readonly Lock _gate = new();
    private readonly ScreenPass _pass;
    private readonly OodThreshold _threshold;
    private readonly OodScreenOptions _options;
    private readonly DriftAlarm _alarm;
    private ScreenCounts _counts;

    /// <summary>Puts model, detector and threshold together.</summary>
    /// <param name="network">From [N, …] inputs to [N, …] outputs, run in evaluation mode and left as found.</param>
    /// <param name="detector">What scores an input.</param>
    /// <param name="threshold">Made of that detector's scores of at least 10 inliers.</param>
    /// <param name="options">How to screen; null for the defaults.</param>
    /// <exception cref="ArgumentException">The threshold comes from fewer than 10 inliers.</exception>
    public OodScreen(
        torch.nn.Module<Tensor, Tensor> network, IOodDetector detector, OodThreshold threshold, OodScreenOptions? options = null)
    {
        _pass = new ScreenPass(Guard.NotNull(network), Guard.NotNull(detector));
        _threshold = Guard.NotNull(threshold);
        _options = options ?? new OodScreenOptions();
        _alarm = threshold.Count >= DriftAlarm.LeastCount
            ? new DriftAlarm(threshold.Count, _options.Drift)
            : throw new ArgumentException(
                $"must come from at least {DriftAlarm.LeastCount} inliers; it comes from {threshold.Count}.", nameof(threshold));
    }

    /// <summary>What has been seen so far.</summary>
    public ScreenCounts Counts
    {
        get
        {
            lock (_gate)
            {
                return _counts;
            }
        }
    }

    /// <summary>Where the drift alarm stands. Inputs that failed are not watched.</summary>
    public DriftState Drift
    {
        get
        {
            lock (_gate)
            {
                return new DriftState(_alarm.Inputs, _alarm.Evidence, _alarm.RaisedAt);
            }
        }
    }

    /// <summary>Lets the drift alarm begin anew, after one that has been seen to. The counts stay.</summary>
    public void ResetDrift()
    {
        lock (_gate)
        {
            _alarm.Reset();
        }
    }

    /// <summary>Screens one input.</summary>
    /// <param name="input">An input without a batch dimension, such as [1, 28, 28].</param>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The detector was disposed.</exception>
    public ScreenedInput Screen(Tensor input) => ScreenGathered([Guard.NotNull(input)])[0];

    /// <summary>Screens a batch.</summary>
    /// <param name="inputs">[N, …] inputs; N at least 1.</param>
    /// <param name="first">Place of the first of them in a stream that you count; the others follow it. Default 0.</param>
    /// <returns>[N] results, in the order of the inputs.</returns>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> is empty or has no batch dimension.</exception>
    /// <exception cref="ObjectDisposedException">The detector was disposed.</exception>
    public IReadOnlyList<ScreenedInput> ScreenBatch(Tensor inputs, long first = 0)
    {
        Guard.MinimumRank(inputs, 1, "[N, …]");
        using DisposeScope scope = torch.NewDisposeScope();
        lock (_gate)
        {
            return Report(_pass.Run(inputs), first);
        }
    }

    /// <summary>Screens a stream of single inputs, which may be endless, as they come.</summary>
    /// <param name="inputs">
    /// Inputs without a batch dimension; they stay the caller's, and each is used until its result has been handed over. A null among them is
    /// reported as failed.
    /// </param>
    /// <param name="cancellationToken">Looked at before each input.</param>
    /// <returns>A result for each input, in order. An error of the stream itself comes after the results of all inputs before it.</returns>
    public IEnumerable<ScreenedInput> Screen(IEnumerable<Tensor> inputs, CancellationToken cancellationToken = default)
    {
        Guard.NotNull(inputs);
        return Stream(inputs, ScreenGathered, _options.BatchSize, cancellationToken);
    }

    /// <summary>Screens a stream of batches, which may be endless, as they come.</summary>
    /// <param name="batches">[N, …] inputs each; they stay the caller's.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    /// <returns>A result for each input, in order.</returns>
    /// <exception cref="ArgumentException">A batch is empty or has no batch dimension.</exception>
    public IEnumerable<ScreenedInput> ScreenBatches(IEnumerable<Tensor> batches, CancellationToken cancellationToken = default)
    {
        Guard.NotNull(batches);
        return Stream(batches, single => ScreenBatch(single[0]!), 1, cancellationToken);
    }

    /// <summary>Gathers what comes, screens it and hands it on; what was gathered before an error of the source is not lost.</summary>
    private static IEnumerable<ScreenedInput> Stream(
        IEnumerable<Tensor> source,
        Func<IReadOnlyList<Tensor?>, IReadOnlyList<ScreenedInput>> screen,
        int size,
        CancellationToken cancellationToken)
    {
        using GatheredSource gathered = new(source, size, cancellationToken);
        long first = 0;
        while (gathered.Next() is { Count: > 0 } items)
        {
            IReadOnlyList<ScreenedInput> results = screen(items);
            foreach (ScreenedInput result in results)
            {
                yield return result with { Index = first + result.Index };
            }

            first += results.Count;
        }

        gathered.ThrowIfItFailed();
    }

    private ScreenedInput[] ScreenGathered(IReadOnlyList<Tensor?> inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        lock (_gate)
        {
            return Report(_pass.Run(inputs), 0);
        }
    }

    private ScreenedInput[] Report(IReadOnlyList<ScreenPass.Row> rows, long first)
    {
        ScreenedInput[] results = new ScreenedInput[rows.Count];
        for (int i = 0; i < rows.Count; i++)
        {
            results[i] = Report(rows[i], first + i);
        }

        return results;
    }

    private ScreenedInput Report(ScreenPass.Row row, long index)
    {
        if (row.Error is not null)
        {
            _counts = _counts with { Failed = _counts.Failed + 1 };
            return new ScreenedInput { Index = index, Verdict = ScreenVerdict.Failed, Drift = _alarm.RaisedAt is not null, Error = row.Error };
        }

        bool flagged = _threshold.Flags(row.Score);
        double pValue = _threshold.PValue(row.Score);
        _counts = flagged ? _counts with { Flagged = _counts.Flagged + 1 } : _counts with { Accepted = _counts.Accepted + 1 };
        return new ScreenedInput
        {
            Index = index,
            Verdict = flagged ? ScreenVerdict.Flagged : ScreenVerdict.Accepted,
            Score = row.Score,
            PValue = pValue,
            Outputs = row.Outputs,
            PredictedClass = row.PredictedClass,
            Drift = _alarm.Observe(pValue),
        };
    }
}
