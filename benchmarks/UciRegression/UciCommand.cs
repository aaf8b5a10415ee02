using System.CommandLine;
using Benchmarks;

namespace UciRegression;

/// <summary>The command line.</summary>
internal static class UciCommand
{
    internal const string Dropout = "mc-dropout";
    internal const string BatchNorm = "mc-batchnorm";

    internal static int Run(string[] args, Func<UciOptions, CancellationToken, int> body)
    {
        Option<string?> only = new("--only") { Description = $"One of the two experiments: {Dropout} or {BatchNorm}." };
        only.AcceptOnlyFromAmong(Dropout, BatchNorm);
        return BenchCommand.RunLong(
            nameof(UciRegression),
            "Repeats published UCI regression experiments with MC dropout and MC BatchNorm.",
            "The whole protocols, some hours",
            args,
            [only],
            (full, result, token) => body(new UciOptions(full, result.GetValue(only) ?? string.Empty), token));
    }
}
