using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>Rows of a stream, all of them or a sample without replacement in which every row is as likely as any other.</summary>
/// <remarks>Algorithm R of Vitter, "Random Sampling with a Reservoir", ACM Transactions on Mathematical Software 1985.</remarks>
/// <param name="samples">Most rows that are kept; null for all.</param>
/// <param name="seed">Seed of the sample.</param>
internal sealed class FeatureBank(int? samples, long seed) : IDisposable
{
    private const double Unit = 1.0 / (1L << 53);

    private readonly List<Tensor> _parts = [];
    private long _seen;

    /// <summary>Number of rows that are kept.</summary>
    public long Count => _parts.Sum(part => part.shape[0]);

    /// <summary>Adds rows.</summary>
    /// <param name="rows">[B, F] rows.</param>
    public void Add(Tensor rows)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        long room = samples is { } most ? Math.Min(most - Count, rows.shape[0]) : rows.shape[0];
        if (room > 0)
        {
            _parts.Add(rows.narrow(0, 0, room).clone().DetachFromDisposeScope());
            _seen += room;
        }

        if (room < rows.shape[0])
        {
            Replace(rows.narrow(0, room, rows.shape[0] - room), samples!.Value);
        }
    }

    /// <summary>[M, F] the rows, in the current dispose scope. Nothing is to be added any more.</summary>
    public Tensor Rows()
    {
        Merge();
        return _parts[0].alias();
    }

    public void Dispose() => _parts.ForEach(part => part.Dispose());

    private void Replace(Tensor rows, int most)
    {
        // Of rows that come to one place the last one stays.
        Dictionary<long, long> chosen = [];
        for (long row = 0; row < rows.shape[0]; row++, _seen++)
        {
            long place = (long)(Uniform(_seen) * (_seen + 1));
            if (place < most)
            {
                chosen[place] = row;
            }
        }

        if (chosen.Count > 0)
        {
            Merge();
            Tensor source = rows.index_select(0, torch.tensor(chosen.Values.ToArray(), device: rows.device));
            _parts[0].index_copy_(0, torch.tensor(chosen.Keys.ToArray(), device: rows.device), source);
        }
    }

    private void Merge()
    {
        if (_parts.Count > 1)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor whole = torch.cat(_parts, 0).DetachFromDisposeScope();
            Dispose();
            _parts.Clear();
            _parts.Add(whole);
        }
    }

    /// <summary>A number in [0, 1) that belongs to a row.</summary>
    private double Uniform(long row)
    {
        long inner = Seeds.Derive(Seeds.Derive(seed, (int)(row >> 31)), (int)(row & int.MaxValue));
        return (inner >>> 11) * Unit;
    }
}
