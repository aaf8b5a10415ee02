using System.CommandLine;

namespace Benchmarks;

/// <summary>The command line that every benchmark program has.</summary>
internal static class BenchCommand
{
    /// <summary>Runs <paramref name="body"/>, which is told whether a short run was asked for.</summary>
    internal static int Run(string description, string[] args, Action<bool> body) =>
        Run(description, args, [], (quick, _) => body(quick));

    /// <summary>Runs <paramref name="body"/> with options of the program's own beside the common ones.</summary>
    internal static int Run(string description, string[] args, IEnumerable<Option> options, Action<bool, ParseResult> body)
    {
        Option<bool> quick = new("--quick") { Description = "A short run, to see that everything works; its numbers are rough." };
        RootCommand command = new(description) { quick };
        foreach (Option option in options)
        {
            command.Options.Add(option);
        }

        command.SetAction(result => body(result.GetValue(quick), result));
        return command.Parse(args).Invoke();
    }
}
