namespace Uncertainty.Evaluation;

/// <summary>The few with the highest scores of all that come by, in memory that does not grow with their number.</summary>
internal sealed class HighestScores<T>(int capacity)
{
    private readonly PriorityQueue<T, (double Score, long Order)> _kept = new();
    private long _order;

    /// <summary>Of equal scores, those that came first stay.</summary>
    public void Add(double score, T value)
    {
        _order--;
        if (_kept.Count < capacity)
        {
            _kept.Enqueue(value, (score, _order));
        }
        else if (capacity > 0)
        {
            _kept.EnqueueDequeue(value, (score, _order));
        }
    }

    /// <summary>Highest score first.</summary>
    public IReadOnlyList<T> Ordered() =>
        [.. _kept.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => item.Element)];
}
