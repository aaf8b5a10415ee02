using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Benchmarks;

namespace TorchCalls;

/// <summary>The loops in another process.</summary>
internal sealed class PeerSide(string name, PeerProcess peer) : ISide
{
    public string Name => name;

    public string Torch => peer.Torch;

    public Process Process => peer.Process;

    internal static PeerSide Start(string name, string program, params string[] arguments) =>
        new(name, PeerProcess.Start(name, program, arguments));

    public Reading Measure(BenchCase @case, int repeats)
    {
        using JsonDocument answer =
            peer.Ask(string.Create(CultureInfo.InvariantCulture, $"{@case.Loop} {@case.Threads} {repeats}"));
        JsonElement root = answer.RootElement;
        return new Reading(root.GetProperty("ns").GetDouble(), root.GetProperty("check").GetDouble());
    }

    public void Dispose() => peer.Dispose();
}
