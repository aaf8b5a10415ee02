namespace Uncertainty.ActiveLearning;

/// <summary>A batch while it is being chosen.</summary>
internal sealed class GreedyChoice(int count, IReadOnlyList<ISelectionCheck> checks)
{
    private readonly List<int> _positions = [];
    private readonly List<double> _scores = [];
    private readonly HashSet<int> _taken = [];

    /// <summary>How many are to be chosen.</summary>
    public int Count => count;

    /// <summary>Who has been chosen so far.</summary>
    public IReadOnlyList<int> Positions => _positions;

    public bool IsFull => _positions.Count == count;

    /// <summary>Whether a candidate may be chosen.</summary>
    public bool IsOpen(int position) => !IsFull && !_taken.Contains(position) && checks.All(check => check.Allows(position));

    /// <summary>Chooses a candidate that is open.</summary>
    public void Take(int position, double score)
    {
        if (!IsOpen(position))
        {
            throw new InvalidOperationException($"Candidate {position} cannot be chosen.");
        }

        _taken.Add(position);
        _positions.Add(position);
        _scores.Add(score);
        foreach (ISelectionCheck check in checks)
        {
            check.Take(position);
        }
    }

    /// <summary>Chooses a candidate if it is open.</summary>
    public bool TryTake(int position, double score)
    {
        if (!IsOpen(position))
        {
            return false;
        }

        Take(position, score);
        return true;
    }

    /// <summary>Fills the choice with the open candidates of the highest values; equal ones by number.</summary>
    public void TakeHighest(double[] values)
    {
        foreach (int position in Enumerable.Range(0, values.Length).OrderByDescending(position => values[position]))
        {
            if (IsFull)
            {
                return;
            }

            TryTake(position, values[position]);
        }
    }

    /// <summary>The batch.</summary>
    /// <exception cref="InvalidOperationException">The constraints left too few.</exception>
    public BatchSelection Complete() => IsFull
        ? new BatchSelection(_positions, _scores)
        : throw new InvalidOperationException(
            $"The constraints left {_positions.Count} candidates to choose; {count} were asked for. Loosen them, or ask for fewer.");
}
