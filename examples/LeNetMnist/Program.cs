using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace LeNetMnist;

/// <summary>Trains LeNet-5 on MNIST and lets the network say how sure it is.</summary>
internal static partial class Program
{
    // A log has no width of its own; this is what five pictures and the tables need.
    private const int LogWidth = 120;

    internal static int Main(string[] args)
    {
        DemoOptions defaults = new();
        Option<string?> data = new("--data")
        {
            Description = "Folder with MNIST, and Fashion-MNIST beside it (default: UNCERTAINTY_DATA, then a download, then embedded digits).",
        };
        Option<int?> epochs = new("--epochs") { Description = $"Passes over the training images (default {defaults.Epochs})." };
        Option<int?> draws = new("--draws") { Description = $"Posterior draws S of MC dropout (default {defaults.Draws})." };
        Option<long> seed = new("--seed") { Description = "Seed of everything random (default 0)." };
        Option<string> device = new("--device") { Description = "cpu, cuda or cuda:N.", DefaultValueFactory = _ => defaults.Device };
        Option<string> output = new("--out") { Description = "Folder for results.json and the model.", DefaultValueFactory = _ => defaults.Out };
        Option<bool> quick = new("--quick") { Description = "A run of seconds, to see that everything works." };
        AtLeastOne(epochs);
        AtLeastOne(draws);
        device.Validators.Add(result =>
        {
            string name = result.Tokens.Count == 1 ? result.Tokens[0].Value : defaults.Device;
            if (!DeviceName().IsMatch(name))
            {
                result.AddError($"--device must be cpu, cuda or cuda:N; got '{name}'.");
            }
        });

        RootCommand command = new("Trains LeNet-5 on MNIST and lets the network say how sure it is.")
        {
            data, epochs, draws, seed, device, output, quick,
        };
        command.SetAction(result =>
        {
            bool small = result.GetValue(quick);
            return Run(new DemoOptions
            {
                Data = result.GetValue(data),
                Epochs = result.GetValue(epochs) ?? (small ? 1 : defaults.Epochs),
                Draws = result.GetValue(draws) ?? (small ? 10 : defaults.Draws),
                Seed = result.GetValue(seed),
                Device = result.GetValue(device)!,
                Out = result.GetValue(output)!,
                Quick = small,
            });
        });
        return command.Parse(args).Invoke();
    }

    [GeneratedRegex("^(cpu|cuda(:[0-9]{1,3})?)$", RegexOptions.CultureInvariant)]
    private static partial Regex DeviceName();

    private static void AtLeastOne(Option<int?> option) => option.Validators.Add(result =>
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
        if (int.TryParse(text, CultureInfo.InvariantCulture, out int value) && value < 1)
        {
            result.AddError($"{option.Name} must be at least 1; got {value}.");
        }
    });

    private static int Run(DemoOptions options)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Console.Profile.Width = LogWidth;
        }

        try
        {
            new Demo(options, AnsiConsole.Console).Run();
            return 0;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException
            or System.Runtime.InteropServices.ExternalException)
        {
            // What a user can mend: data that are missing or damaged, a folder that cannot be written, a device that is not there.
            Console.Error.WriteLine($"LeNetMnist: {error.Message}");
            return 1;
        }
    }
}
