using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Benchmarks;

namespace SamplingSpeed;

/// <summary>The naive way in PyTorch, where this machine has it.</summary>
internal sealed class PythonPeer(PeerProcess process, int threads) : IDisposable
{
    internal const string Name = "Python";

    // The sides start from the same weights and inputs, so that their outputs are the same up to rounding.
    private const double Tolerance = 1e-3;

    internal PeerProcess Process => process;

    /// <summary>Starts it, or says in <paramref name="absent"/> why it is not there.</summary>
    internal static PythonPeer? TryStart(int threads, List<string> absent)
    {
        string script = Path.Combine(Repository.Root, "benchmarks", nameof(SamplingSpeed), "peer", "sampling.py");
        try
        {
            return new PythonPeer(PeerProcess.Start(Name, PeerProcess.Interpreter, script), threads);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            absent.Add($"{Name} is absent: {error.Message}");
            return null;
        }
    }

    /// <summary>Makes the subject there too, and makes sure that it is the same.</summary>
    internal void Prepare(Subject subject)
    {
        using JsonDocument answer = process.Ask(
            string.Create(CultureInfo.InvariantCulture, $"start {subject.Workload.Key} {subject.Inputs.shape[0]} {threads}"));
        double theirs = answer.RootElement.GetProperty("check").GetDouble();
        double ours = subject.Check();
        if (Math.Abs(ours - theirs) > Tolerance * Math.Abs(theirs))
        {
            throw new InvalidOperationException(
                $"The sides do not compute the same for {subject.Workload.Title}: C# has {ours:G9}, {Name} has {theirs:G9}.");
        }
    }

    /// <summary>The seconds of S passes.</summary>
    internal double Naive(Subject subject, int draws)
    {
        int passes = Math.Min(draws, subject.Workload.MostPasses);
        using JsonDocument answer = process.Ask(string.Create(CultureInfo.InvariantCulture, $"naive {passes}"));
        return answer.RootElement.GetProperty("seconds").GetDouble() * draws / passes;
    }

    public void Dispose() => process.Dispose();
}
