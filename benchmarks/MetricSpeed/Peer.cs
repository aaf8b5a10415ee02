using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Benchmarks;

namespace MetricSpeed;

/// <summary>scikit-learn and NumPy, where this machine has them.</summary>
internal sealed class Peer(PeerProcess process) : IDisposable
{
    internal string Version => process.Torch;

    /// <summary>Starts it, or says in <paramref name="absent"/> why it is not there.</summary>
    internal static Peer? TryStart(out string absent)
    {
        string script = Path.Combine(Repository.Root, "benchmarks", nameof(MetricSpeed), "peer", "metrics.py");
        absent = string.Empty;
        try
        {
            return new Peer(PeerProcess.Start("Python", PeerProcess.Interpreter, script));
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            absent = $"The peer is absent: {error.Message}";
            return null;
        }
    }

    /// <summary>Makes the numbers there.</summary>
    internal void Prepare(string metric, params IEnumerable<int> sizes) => process
        .Ask(string.Create(CultureInfo.InvariantCulture, $"prepare {metric} {string.Join(' ', sizes)}"))
        .Dispose();

    internal (double Seconds, double Value) Measure(string metric)
    {
        using JsonDocument answer = process.Ask(metric);
        return (answer.RootElement.GetProperty("seconds").GetDouble(), answer.RootElement.GetProperty("value").GetDouble());
    }

    public void Dispose() => process.Dispose();
}
