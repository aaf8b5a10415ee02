namespace Uncertainty.Testing;

/// <summary>Keeps what is reported and does something with it at once, on the same thread, which <see cref="Progress{T}"/> does not.</summary>
public sealed class Reports<T>(Action<T>? see = null) : IProgress<T>
{
    private readonly List<T> _seen = [];

    /// <summary>All reports, in order.</summary>
    public IReadOnlyList<T> Seen => _seen;

    public void Report(T value)
    {
        _seen.Add(value);
        see?.Invoke(value);
    }
}
