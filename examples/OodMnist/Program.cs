using System.CommandLine;
using Examples;

namespace OodMnist;

/// <summary>Compares all detectors of out-of-distribution inputs on MNIST and Fashion-MNIST, both ways.</summary>
internal static class Program
{
    internal static int Main(string[] args)
    {
        StudyOptions defaults = new();
        Option<string?> data = ExampleCommand.Data();
        Option<int?> epochs = ExampleCommand.AtLeastOne("--epochs", $"Epochs of the classifiers (default {defaults.Epochs}).");
        Option<int?> autoencoder = ExampleCommand.AtLeastOne(
            "--vae-epochs", $"Epochs of the autoencoder (default {defaults.AutoencoderEpochs}).");
        Option<int?> fit = ExampleCommand.AtLeastOne(
            "--fit-images", $"Training images that detectors are fitted on (default {defaults.FitImages}).");
        Option<int?> seeds = ExampleCommand.AtLeastOne("--seeds", "Number of seeds, for means and spreads (default 1).");
        Option<long> seed = new("--seed") { Description = "The first seed (default 0)." };
        Option<string> output = new("--out")
        {
            Description = "Folder for the table, results.json, pictures and a file for each finished run, from which a stopped one goes on.",
            DefaultValueFactory = _ => defaults.Out,
        };
        Option<bool> quick = ExampleCommand.Quick();
        RootCommand command = new("Compares all detectors of out-of-distribution inputs on MNIST and Fashion-MNIST, both ways.")
        {
            data, epochs, autoencoder, fit, seeds, seed, output, quick,
        };
        command.SetAction(result =>
        {
            bool small = result.GetValue(quick);
            StudyOptions options = new()
            {
                Data = result.GetValue(data),
                Epochs = result.GetValue(epochs) ?? (small ? 3 : defaults.Epochs),
                AutoencoderEpochs = result.GetValue(autoencoder) ?? (small ? 10 : defaults.AutoencoderEpochs),
                FitImages = result.GetValue(fit) ?? (small ? 1_500 : defaults.FitImages),
                Seeds = result.GetValue(seeds) ?? defaults.Seeds,
                Seed = result.GetValue(seed),
                Out = result.GetValue(output)!,
                Quick = small,
            };
            return ExampleCommand.Run("OodMnist", console => new Study(options, console).Run());
        });
        return command.Parse(args).Invoke();
    }
}
