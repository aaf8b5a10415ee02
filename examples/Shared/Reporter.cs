namespace Examples;

/// <summary>Calls on the reporting thread, at once, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class Reporter<T>(Action<T> see) : IProgress<T>
{
    public void Report(T value) => see(value);
}
