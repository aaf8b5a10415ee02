using System.CommandLine;
using System.Text.RegularExpressions;
using Examples;

namespace LeNetMnist;

/// <summary>Trains LeNet-5 on MNIST and lets the network say how sure it is.</summary>
internal static partial class Program
{
    internal static int Main(string[] args)
    {
        DemoOptions defaults = new();
        Option<string?> data = ExampleCommand.Data();
        Option<int?> epochs = ExampleCommand.AtLeastOne("--epochs", $"Passes over the training images (default {defaults.Epochs}).");
        Option<int?> draws = ExampleCommand.AtLeastOne("--draws", $"Posterior draws S of MC dropout (default {defaults.Draws}).");
        Option<long> seed = new("--seed") { Description = "Seed of everything random (default 0)." };
        Option<string> device = new("--device") { Description = "cpu, cuda or cuda:N.", DefaultValueFactory = _ => defaults.Device };
        Option<string> output = new("--out") { Description = "Folder for results.json, the model, the report and its figures.", DefaultValueFactory = _ => defaults.Out };
        Option<bool> quick = ExampleCommand.Quick();
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
            DemoOptions options = new()
            {
                Data = result.GetValue(data),
                Epochs = result.GetValue(epochs) ?? (small ? 1 : defaults.Epochs),
                Draws = result.GetValue(draws) ?? (small ? 10 : defaults.Draws),
                Seed = result.GetValue(seed),
                Device = result.GetValue(device)!,
                Out = result.GetValue(output)!,
                Quick = small,
            };
            return ExampleCommand.Run("LeNetMnist", console => new Demo(options, console).Run());
        });
        return command.Parse(args).Invoke();
    }

    [GeneratedRegex("^(cpu|cuda(:[0-9]{1,3})?)$", RegexOptions.CultureInvariant)]
    private static partial Regex DeviceName();
}
