namespace Uncertainty.ActiveLearning;

/// <summary>Keeps the labels of a stream within their budget: over the whole of it, or over every window.</summary>
internal sealed class StreamBudget
{
    private readonly StreamSamplerOptions _options;

    /// <summary>Places of the queries that the window of the next input still holds, oldest first.</summary>
    private readonly Queue<long> _recent;

    /// <summary>Starts, or goes on where another one stood.</summary>
    public StreamBudget(StreamSamplerOptions options, long inputs = 0, long queries = 0, IEnumerable<long>? recent = null)
    {
        _options = options;
        Inputs = inputs;
        Queries = queries;
        _recent = new Queue<long>(recent ?? []);
    }

    public long Inputs { get; private set; }

    public long Queries { get; private set; }

    public IReadOnlyCollection<long> Recent => _recent;

    /// <summary>Whether the next input may be queried.</summary>
    public bool Allows => _options.Window is { } window
        ? _recent.Count < _options.Allowed(window)
        : Queries < _options.Allowed(Inputs + 1);

    /// <summary>Takes note of the next input.</summary>
    public void Add(bool queried)
    {
        if (queried)
        {
            Queries++;
        }

        if (_options.Window is { } window)
        {
            if (queried)
            {
                _recent.Enqueue(Inputs);
            }

            // Those that a window ending at the next input reaches: its first is Inputs + 2 - window.
            while (_recent.TryPeek(out long oldest) && oldest < Inputs + 2 - window)
            {
                _recent.Dequeue();
            }
        }

        Inputs++;
    }
}
