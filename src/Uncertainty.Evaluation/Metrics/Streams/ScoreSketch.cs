namespace Uncertainty.Evaluation;

/// <summary>
/// Scores in order, each with a value, in memory that does not grow with their number. Equal scores are one group. Up to the capacity of
/// groups nothing is lost; beyond it neighbours are put together, such that a group of different scores holds at most 2/capacity of all
/// inputs.
/// </summary>
/// <remarks>
/// In the manner of the merging digest of Dunning and Ertl, "Computing Extremely Accurate Quantiles Using t-Digests", 2019, with groups of
/// one size: areas under curves look at all ranks alike.
/// </remarks>
internal sealed class ScoreSketch
{
    /// <summary>Groups kept where no number is given: about 6 MB.</summary>
    public const int DefaultCapacity = 1 << 15;

    /// <summary>Fewest groups that say anything.</summary>
    public const int LeastCapacity = 16;

    private readonly int _capacity;
    private readonly double[] _scores;
    private readonly double[] _values;
    private List<ScoreGroup> _groups = [];
    private List<ScoreGroup> _spare = [];
    private int _waiting;

    public ScoreSketch(int capacity)
    {
        _capacity = capacity;
        _scores = new double[capacity];
        _values = new double[capacity];
    }

    /// <summary>Number of scores.</summary>
    public long Count { get; private set; }

    /// <summary>A capacity that loses nothing.</summary>
    public static int All(int inputs) => Math.Max(inputs, LeastCapacity);

    public void Add(double score, double value)
    {
        _scores[_waiting] = score;
        _values[_waiting] = value;
        Count++;
        if (++_waiting == _capacity)
        {
            Settle();
        }
    }

    /// <summary>All groups, lowest first by their means. Valid until something is added.</summary>
    public IReadOnlyList<ScoreGroup> Groups()
    {
        Settle();
        return _groups;
    }

    /// <summary>Takes what waits in among the groups.</summary>
    private void Settle()
    {
        if (_waiting == 0)
        {
            return;
        }

        Array.Sort(_scores, _values, 0, _waiting);
        (_groups, _spare) = (_spare, _groups);
        _groups.Clear();
        int taken = 0;
        foreach (ScoreGroup group in _spare)
        {
            while (taken < _waiting && _scores[taken] < group.Mean)
            {
                Append(ScoreGroup.Of(_scores[taken], _values[taken++]));
            }

            Append(group);
        }

        while (taken < _waiting)
        {
            Append(ScoreGroup.Of(_scores[taken], _values[taken++]));
        }

        _waiting = 0;
        if (_groups.Count > _capacity)
        {
            Thin();
        }
    }

    private void Append(ScoreGroup group)
    {
        if (_groups.Count > 0 && group.IsExact && _groups[^1].IsExact && _groups[^1].Mean == group.Mean)
        {
            _groups[^1] += group;
        }
        else
        {
            _groups.Add(group);
        }
    }

    /// <summary>
    /// Puts neighbours together while they hold no more than the limit: any two that stay apart hold more than it, so that no more than the
    /// capacity remain.
    /// </summary>
    private void Thin()
    {
        long limit = 2 * Count / _capacity;
        int last = 0;
        for (int i = 1; i < _groups.Count; i++)
        {
            if (_groups[last].Count + _groups[i].Count <= limit)
            {
                _groups[last] += _groups[i];
            }
            else
            {
                _groups[++last] = _groups[i];
            }
        }

        _groups.RemoveRange(last + 1, _groups.Count - last - 1);
    }
}
