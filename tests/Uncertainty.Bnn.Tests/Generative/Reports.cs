namespace Uncertainty.Bnn.Tests.Generative;

/// <summary>Keeps what is reported, and does something at once.</summary>
internal sealed class Reports<T>(Action<T>? action = null) : IProgress<T>
{
    public List<T> Seen { get; } = [];

    public void Report(T value)
    {
        Seen.Add(value);
        action?.Invoke(value);
    }
}
