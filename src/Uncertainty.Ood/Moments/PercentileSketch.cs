using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// A percentile of a stream of numbers. Exact as long as there are fewer of them than twice the capacity; beyond that, in memory that grows
/// with the logarithm of their number only, of a rank that is off by no more than <see cref="RankError"/>.
/// </summary>
/// <remarks>
/// Full buffers of sorted numbers are put together two by two, and of each pair every second number stays, with twice the weight: Munro and
/// Paterson, "Selection and Sorting with Limited Storage", Theoretical Computer Science 1980, with the first and the second of two
/// neighbours kept in turn.
/// </remarks>
/// <param name="capacity">Numbers in a buffer.</param>
internal sealed class PercentileSketch(int capacity) : IDisposable
{
    /// <summary>Numbers in a buffer of 8 MB.</summary>
    public const int DefaultCapacity = 1 << 20;

    private readonly List<Level> _levels = [];
    private Tensor? _waiting;
    private int _waits;
    private double _error;

    /// <summary>Number of numbers.</summary>
    public long Count { get; private set; }

    /// <summary>By how large a part of all numbers the rank of a percentile is off at most; 0 where nothing was left out.</summary>
    public double RankError => Count == 0 ? 0 : _error / Count;

    /// <summary>Adds numbers of any shape, in double precision.</summary>
    public void Add(Tensor numbers)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor flat = numbers.flatten().cpu();
        _waiting ??= torch.empty(capacity, dtype: torch.ScalarType.Float64).DetachFromDisposeScope();
        for (long first = 0; first < flat.shape[0];)
        {
            long taken = Math.Min(capacity - _waits, flat.shape[0] - first);
            _waiting.narrow(0, _waits, taken).copy_(flat.narrow(0, first, taken));
            first += taken;
            Count += taken;
            _waits += (int)taken;
            if (_waits == capacity)
            {
                _waits = 0;
                (Tensor sorted, _) = _waiting.sort(0);
                Carry(sorted);
            }
        }
    }

    /// <summary>The percentile, with linear interpolation between the two numbers beside rank p/100 (Count - 1).</summary>
    /// <param name="percentile">p, in [0, 100].</param>
    public double Percentile(double percentile)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        List<Tensor> values = [_waiting!.narrow(0, 0, _waits)];
        List<Tensor> weights = [torch.ones(_waits, dtype: torch.ScalarType.Float64)];
        foreach ((Level level, int height) in _levels.Select((level, height) => (level, height)))
        {
            if (level.Sorted is { } sorted)
            {
                values.Add(sorted);
                weights.Add(torch.full([sorted.shape[0]], Math.Pow(2, height), dtype: torch.ScalarType.Float64));
            }
        }

        (Tensor ordered, Tensor places) = torch.cat(values, 0).sort(0);
        double[] ends = [.. torch.cat(weights, 0).index_select(0, places).cumsum(0).data<double>().ToArray()];
        double rank = percentile / 100 * (Count - 1);
        double lower = At(Math.Floor(rank));
        double upper = At(Math.Min(Math.Floor(rank) + 1, Count - 1));
        return lower + ((upper - lower) * (rank - Math.Floor(rank)));

        double At(double place)
        {
            int found = Array.BinarySearch(ends, place + 0.5);
            using Tensor value = ordered.narrow(0, found < 0 ? ~found : found, 1);
            return value.item<double>();
        }
    }

    public void Dispose()
    {
        _waiting?.Dispose();
        foreach (Level level in _levels)
        {
            level.Sorted?.Dispose();
        }
    }

    /// <summary>Puts a full buffer on the lowest level that is free; on the way up two become one.</summary>
    private void Carry(Tensor sorted)
    {
        for (int height = 0; ; height++)
        {
            if (height == _levels.Count)
            {
                _levels.Add(new Level());
            }

            Level level = _levels[height];
            if (level.Sorted is null)
            {
                level.Sorted = sorted.DetachFromDisposeScope();
                return;
            }

            // Of 2n numbers with weight w each, the rank of none moves by more than w.
            (Tensor both, _) = torch.cat([level.Sorted, sorted], 0).sort(0);
            sorted = both.reshape(-1, 2).select(1, level.Second ? 1 : 0).clone();
            level.Second = !level.Second;
            level.Sorted.Dispose();
            level.Sorted = null;
            _error += Math.Pow(2, height);
        }
    }

    /// <summary>A place for one buffer, sorted.</summary>
    private sealed class Level
    {
        public Tensor? Sorted { get; set; }

        public bool Second { get; set; }
    }
}
