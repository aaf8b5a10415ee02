namespace Benchmarks;

/// <summary>Processor time of this process, all threads together.</summary>
internal static class ProcessorTime
{
    /// <summary>Seconds that <paramref name="work"/> takes.</summary>
    internal static double Seconds(Action work)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }
}
