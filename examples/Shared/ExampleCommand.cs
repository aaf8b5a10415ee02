using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Spectre.Console;

namespace Examples;

/// <summary>What the command lines of the examples have in common.</summary>
internal static class ExampleCommand
{
    // A log has no width of its own; this is what five pictures and the tables need.
    private const int LogWidth = 120;

    /// <summary>The folder that every example reads MNIST from.</summary>
    public static Option<string?> Data() => new("--data")
    {
        Description = "Folder with MNIST, and Fashion-MNIST beside it (default: UNCERTAINTY_DATA, then a download, then embedded digits).",
    };

    public static Option<bool> Quick() => new("--quick") { Description = "A run of seconds, to see that everything works." };

    public static Option<int?> AtLeastOne(string name, string description)
    {
        Option<int?> option = new(name) { Description = description };
        option.Validators.Add(result =>
        {
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
            if (int.TryParse(text, CultureInfo.InvariantCulture, out int value) && value < 1)
            {
                result.AddError($"{option.Name} must be at least 1; got {value}.");
            }
        });
        return option;
    }

    /// <summary>Runs a program; what a user can mend ends it with a message and status 1.</summary>
    public static int Run(string program, Action<IAnsiConsole> run)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Console.Profile.Width = LogWidth;
            // Nor has it colours: the codes would stand in it as letters.
            AnsiConsole.Console.Profile.Capabilities.Ansi = false;
        }

        try
        {
            run(AnsiConsole.Console);
            return 0;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException
            or ExternalException)
        {
            // Data that are missing or damaged, a folder that cannot be written, a device that is not there.
            Console.Error.WriteLine($"{program}: {error.Message}");
            return 1;
        }
    }
}
