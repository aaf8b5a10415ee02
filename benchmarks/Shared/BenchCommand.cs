using System.CommandLine;

namespace Benchmarks;

/// <summary>The command line that every benchmark program has.</summary>
internal static class BenchCommand
{
    private const int Interrupted = 130;

    /// <summary>Runs <paramref name="body"/>, which is told whether a short run was asked for.</summary>
    internal static int Run(string description, string[] args, Action<bool> body) =>
        Run(description, args, [], (quick, _) => body(quick));

    /// <summary>Runs <paramref name="body"/> with options of the program's own beside the common ones.</summary>
    internal static int Run(string description, string[] args, IEnumerable<Option> options, Action<bool, ParseResult> body)
    {
        Option<bool> quick = new("--quick") { Description = "A short run, to see that everything works; its numbers are rough." };
        RootCommand command = Command(description, [quick, .. options]);
        command.SetAction(result => body(result.GetValue(quick), result));
        return command.Parse(args).Invoke();
    }

    /// <summary>
    /// Runs a program whose whole run is long: it is asked for, never started by the way, and can be stopped and gone on with.
    /// </summary>
    /// <param name="program">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="length">What the whole run is and how long it takes.</param>
    /// <param name="args">The command line.</param>
    /// <param name="options">Options of its own.</param>
    /// <param name="body">Told whether the whole run was asked for; returns the status.</param>
    internal static int RunLong(
        string program,
        string description,
        string length,
        string[] args,
        IEnumerable<Option> options,
        Func<bool, ParseResult, CancellationToken, int> body)
    {
        Option<bool> full = new("--full") { Description = $"{length}; a run that was stopped goes on where it was." };
        Option<bool> quick = new("--quick") { Description = "A run of seconds, to see that everything works; the default." };
        RootCommand command = Command(description, [full, quick, .. options]);
        command.Validators.Add(result =>
        {
            if (result.GetValue(full) && result.GetValue(quick))
            {
                result.AddError("--full and --quick exclude each other.");
            }
        });
        command.SetAction(result => Cancellable(program, token => body(result.GetValue(full), result, token)));
        return command.Parse(args).Invoke();
    }

    private static RootCommand Command(string description, IEnumerable<Option> options)
    {
        RootCommand command = new(description);
        foreach (Option option in options)
        {
            command.Options.Add(option);
        }

        return command;
    }

    private static int Cancellable(string program, Func<CancellationToken, int> body)
    {
        using CancellationTokenSource source = new();
        void Stop(object? sender, ConsoleCancelEventArgs key)
        {
            key.Cancel = true;
            source.Cancel();
        }

        Console.CancelKeyPress += Stop;
        try
        {
            return body(source.Token);
        }
        catch (OperationCanceledException)
        {
            Terminal.Say("Stopped. What was finished is kept; the same command goes on from there.");
            return Interrupted;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Terminal.Say($"{program}: {error.Message}");
            return 1;
        }
        finally
        {
            Console.CancelKeyPress -= Stop;
        }
    }
}
