using Benchmarks;

namespace TorchCalls;

/// <summary>What a call of libtorch costs from C#, beside C++ and Python on the same libtorch.</summary>
internal static class Program
{
    private const int FullRounds = 25;
    private const int QuickRounds = 5;

    internal static int Main(string[] args) => BenchCommand.Run(
        "Times small torch operators and a LeNet-5 training step from C#, C++ and Python, side by side.", args, Measure);

    private static void Measure(bool quick)
    {
        List<string> absent = [];
        using OwnSide own = new();
        List<PeerSide> peers = [.. Peers.Find(absent)];
        try
        {
            List<ISide> sides = [own, .. peers];
            Comparison.Report(sides, Rounds.Run(sides, BenchCase.All, quick ? QuickRounds : FullRounds, quick), absent);
        }
        finally
        {
            peers.ForEach(peer => peer.Dispose());
        }
    }
}
