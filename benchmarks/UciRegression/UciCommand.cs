using System.CommandLine;
using Benchmarks;

namespace UciRegression;

/// <summary>The command line: the long run is asked for, never started by the way.</summary>
internal static class UciCommand
{
    internal const string Dropout = "mc-dropout";
    internal const string BatchNorm = "mc-batchnorm";

    private const int Interrupted = 130;

    internal static int Run(string[] args, Func<UciOptions, CancellationToken, int> body)
    {
        Option<bool> full = new("--full") { Description = "The whole protocols, some hours; a run that was stopped goes on where it was." };
        Option<bool> quick = new("--quick") { Description = "A run of seconds, to see that everything works; the default." };
        Option<string?> only = new("--only") { Description = $"One of the two experiments: {Dropout} or {BatchNorm}." };
        only.AcceptOnlyFromAmong(Dropout, BatchNorm);
        RootCommand command = new("Repeats published UCI regression experiments with MC dropout and MC BatchNorm.") { full, quick, only };
        command.Validators.Add(result =>
        {
            if (result.GetValue(full) && result.GetValue(quick))
            {
                result.AddError("--full and --quick exclude each other.");
            }
        });
        command.SetAction(result => Cancellable(
            token => body(new UciOptions(result.GetValue(full), result.GetValue(only) ?? string.Empty), token)));
        return command.Parse(args).Invoke();
    }

    private static int Cancellable(Func<CancellationToken, int> body)
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
            Terminal.Say($"UciRegression: {error.Message}");
            return 1;
        }
        finally
        {
            Console.CancelKeyPress -= Stop;
        }
    }
}
