using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// Finds who adds most to a batch, without looking at those who cannot: what a candidate adds never grows with the batch, so that an old gain
/// is a bound, and one that is too low need not be renewed.
/// </summary>
/// <remarks>The lazy form of greedy choice: Minoux, "Accelerated Greedy Algorithms for Maximizing Submodular Set Functions", 1978.</remarks>
internal sealed class JointSearch : IDisposable
{
    // Numbers of draws that are looked at together, and columns of a product.
    private const int Numbers = 1 << 20;
    private const int Columns = 1024;
    private const int FirstBlock = 4;

    private readonly CandidateSet _candidates;
    private readonly KeptDraws _kept;
    private readonly CancellationToken _cancellation;
    private readonly double[] _bounds;
    private readonly int[] _levels;
    private JointInformation? _information;
    private int _together;

    private JointSearch(CandidateSet candidates, BatchBaldOptions options, CancellationToken cancellation)
    {
        _candidates = candidates;
        _kept = new KeptDraws(candidates.Count, options.MemoryLimit);
        _cancellation = cancellation;
        _bounds = new double[candidates.Count];
        _levels = new int[candidates.Count];
    }

    /// <summary>Reads all candidates once.</summary>
    public static JointSearch Begin(CandidateSet candidates, BatchBaldOptions options, long seed, CancellationToken cancellation)
    {
        JointSearch search = new(candidates, options, cancellation);
        try
        {
            search.ReadAll(options, seed);
            return search;
        }
        catch
        {
            search.Dispose();
            throw;
        }
    }

    /// <summary>Who adds most to the batch, and how much, among those that are open; null where nobody is. It then belongs to the batch.</summary>
    /// <param name="choice">Says who is open.</param>
    /// <param name="goesOn">Whether there will be a next choice.</param>
    public (int Position, double Gain)? Next(GreedyChoice choice, bool goesOn)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        HighestGains highest = new();
        List<int> away = LookAtKept(choice, highest);
        away.RemoveAll(position => _bounds[position] < highest.Least || !choice.IsOpen(position));
        (int Position, Tensor Draws)? held = away.Count == 0 ? null : LookAtOthers([.. away.Order()], highest);
        if (highest.First is not int first)
        {
            return null;
        }

        // Once more alone: the number then does not depend on who was looked at beside it.
        Tensor draws = _kept.Contains(first) ? _kept.Of([first]) : held is { } others && others.Position == first ? others.Draws : Read(first);
        double gain = _information!.Gains(draws, _information.Exact(_information.Level).Gains(draws))[0];
        if (goesOn)
        {
            _information.Add(draws.squeeze(1));
        }

        return (first, gain);
    }

    /// <summary>Gives all draws back.</summary>
    public void Dispose()
    {
        _kept.Dispose();
        _information?.Dispose();
    }

    private void ReadAll(BatchBaldOptions options, long seed)
    {
        int first = 0;
        foreach (PredictiveSamples part in _candidates.Draws(_cancellation))
        {
            using (part)
            {
                if (part.Values.ndim != 3)
                {
                    throw new InvalidOperationException(
                        $"Joint entropies are of [S, N, C] class probabilities; the candidates' draws are [{string.Join(", ", part.Values.shape)}].");
                }

                _information ??= new JointInformation(part.Draws, options.Configurations, seed, part.Values.device);
                _together = Math.Max(1, Math.Min(Numbers / part.Draws, Columns) / part.Outputs);
                for (int start = 0; start < part.Inputs; start += _together)
                {
                    using Tensor block = part.Values.narrow(1, start, Math.Min(_together, part.Inputs - start));
                    ReadBlock(block, first + start);
                }

                first += part.Inputs;
            }
        }
    }

    private void ReadBlock(Tensor values, int first)
    {
        _cancellation.ThrowIfCancellationRequested();
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor draws = values.detach();
        Tensor wide = draws.to_type(torch.ScalarType.Float64);
        Guard.Distribution(
            wide.min().item<double>(), (wide.sum(2) - 1).abs().max().item<double>(), draws.dtype, "candidates");
        double[] gains = _information!.Exact(0).Gains(wide);
        gains.CopyTo(_bounds, first);
        _kept.Offer(draws, first, gains);
    }

    /// <summary>Looks at those whose draws are kept, the highest bounds first. Returns others that may gain as much.</summary>
    private List<int> LookAtKept(GreedyChoice choice, HighestGains highest)
    {
        List<int> away = [];
        List<int> block = [];
        int size = FirstBlock;
        foreach (int position in Enumerable.Range(0, _bounds.Length).OrderByDescending(position => _bounds[position]))
        {
            if (_bounds[position] < highest.Least)
            {
                break;
            }

            if (!_kept.Contains(position))
            {
                away.Add(position);
            }
            else if (choice.IsOpen(position))
            {
                block.Add(position);
            }

            if (block.Count >= Math.Min(size, _together))
            {
                LookAt(block);
                size *= 2;
            }
        }

        LookAt(block);
        return away;

        void LookAt(List<int> positions)
        {
            if (positions.Count > 0)
            {
                using Tensor draws = _kept.Of(positions);
                Evaluate(positions, draws, highest);
                positions.Clear();
            }
        }
    }

    /// <summary>Looks at candidates whose draws are asked for again. Returns the draws of the one who was the first of them at the end.</summary>
    private (int Position, Tensor Draws)? LookAtOthers(int[] positions, HighestGains highest)
    {
        (int Position, Tensor Draws)? held = null;
        foreach ((int[] block, Tensor draws) in ReadBlocks(positions, position => _bounds[position] >= highest.Least))
        {
            Evaluate(block, draws, highest);
            if (highest.First is int first && Array.IndexOf(block, first) is int row and >= 0)
            {
                held?.Draws.Dispose();
                held = (first, draws.narrow(1, row, 1).clone());
            }
        }

        return held;
    }

    private Tensor Read(int position)
    {
        Tensor? found = null;
        foreach ((_, Tensor draws) in ReadBlocks([position], _ => true))
        {
            found = draws.clone();
        }

        return found!;
    }

    /// <summary>[S, n, C] draws of some of the candidates, in double precision, asked for again; each is gone when the next comes.</summary>
    private IEnumerable<(int[] Positions, Tensor Draws)> ReadBlocks(int[] positions, Func<int, bool> isWanted)
    {
        int first = 0;
        int next = 0;
        foreach (PredictiveSamples part in _candidates.Draws(_cancellation))
        {
            using (part)
            {
                List<int> here = [];
                while (next < positions.Length && positions[next] < first + part.Inputs)
                {
                    here.Add(positions[next++]);
                }

                foreach (int[] block in here.Chunk(_together))
                {
                    int[] wanted = [.. block.Where(isWanted)];
                    if (wanted.Length > 0)
                    {
                        using Tensor draws = Rows(part.Values, wanted, first);
                        yield return (wanted, draws);
                    }
                }

                first += part.Inputs;
            }
        }
    }

    private static Tensor Rows(Tensor values, int[] positions, int first)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor rows = torch.tensor(positions.Select(position => (long)position - first).ToArray(), device: values.device);
        return values.detach().index_select(1, rows).to_type(torch.ScalarType.Float64).MoveToOuterDisposeScope();
    }

    /// <summary>Brings bounds up to date, from the shortest batch to the longest, of those who can still gain as much as the best.</summary>
    private void Evaluate(IReadOnlyList<int> positions, Tensor draws, HighestGains highest)
    {
        _cancellation.ThrowIfCancellationRequested();
        using DisposeScope scope = torch.NewDisposeScope();
        int[] rows = [.. Enumerable.Range(0, positions.Count)];
        for (int level = 1; level <= _information!.Level; level++)
        {
            rows = [.. rows.Where(row => _bounds[positions[row]] >= highest.Least)];
            int[] older = [.. rows.Where(row => _levels[positions[row]] < level)];
            if (older.Length == 0)
            {
                continue;
            }

            double[] gains = _information.Exact(level).Gains(Rows(draws, older, 0));
            for (int i = 0; i < older.Length; i++)
            {
                _bounds[positions[older[i]]] = gains[i];
                _levels[positions[older[i]]] = level;
            }
        }

        rows = [.. rows.Where(row => _bounds[positions[row]] >= highest.Least)];
        if (rows.Length == 0)
        {
            return;
        }

        double[] exact = [.. rows.Select(row => _bounds[positions[row]])];
        double[] values = _information.IsExact ? exact : _information.Gains(Rows(draws, rows, 0), exact);
        for (int i = 0; i < rows.Length; i++)
        {
            highest.Add(positions[rows[i]], values[i]);
        }
    }
}
