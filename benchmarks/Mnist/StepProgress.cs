namespace Benchmarks.Mnist;

/// <summary>Advances a bar on the reporting thread, at once.</summary>
internal sealed class StepProgress<T>(Action advance) : IProgress<T>
{
    public void Report(T value) => advance();
}
