using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>Draws of the candidates that matter most, as many as a bound on memory allows, in the type that they come in.</summary>
/// <param name="candidates">Number of candidates N.</param>
/// <param name="bytes">What the draws may take; those of one candidate are kept whatever they take.</param>
internal sealed class KeptDraws(int candidates, long bytes) : IDisposable
{
    private readonly Dictionary<int, int> _slots = [];
    private readonly PriorityQueue<int, double> _least = new();
    private Tensor? _values;

    /// <summary>Whether the draws of a candidate are kept.</summary>
    public bool Contains(int position) => _slots.ContainsKey(position);

    /// <summary>Keeps those of the next candidates that are worth more than what is kept.</summary>
    /// <param name="draws">[S, n, C] draws.</param>
    /// <param name="first">Where the first of them stands among the candidates.</param>
    /// <param name="worth">What each is worth.</param>
    public void Offer(Tensor draws, int first, double[] worth)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        _values ??= Room(draws);
        Dictionary<long, long> rows = [];
        for (int row = 0; row < worth.Length; row++)
        {
            if (Slot(worth[row]) is int slot)
            {
                _slots[first + row] = slot;
                _least.Enqueue(first + row, worth[row]);
                rows[slot] = row;
            }
        }

        if (rows.Count > 0)
        {
            Tensor taken = draws.index_select(1, torch.tensor(rows.Values.ToArray(), device: draws.device)).transpose(0, 1);
            _values.index_copy_(0, torch.tensor(rows.Keys.ToArray(), device: draws.device), taken);
        }
    }

    /// <summary>[S, n, C] draws of candidates that are kept, in double precision. In the current dispose scope.</summary>
    public Tensor Of(IReadOnlyList<int> positions)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor slots = torch.tensor(positions.Select(position => (long)_slots[position]).ToArray(), device: _values!.device);
        return _values.index_select(0, slots).transpose(0, 1).to_type(torch.ScalarType.Float64).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>Gives the draws back.</summary>
    public void Dispose() => _values?.Dispose();

    private int? Slot(double worth)
    {
        if (_slots.Count < _values!.shape[0])
        {
            return _slots.Count;
        }

        if (!_least.TryPeek(out int position, out double least) || worth <= least)
        {
            return null;
        }

        _least.Dequeue();
        return _slots.Remove(position, out int slot) ? slot : throw new InvalidOperationException($"The draws of candidate {position} are not kept.");
    }

    private Tensor Room(Tensor draws)
    {
        (long count, long classes) = (draws.shape[0], draws.shape[2]);
        long slots = Math.Clamp(bytes / (count * classes * draws.ElementSize), 1, candidates);
        return torch.empty(slots, count, classes, dtype: draws.dtype, device: draws.device).DetachFromDisposeScope();
    }
}
