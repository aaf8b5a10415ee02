using System.CommandLine;
using Examples;

namespace VaeMnist;

/// <summary>Trains variational autoencoders on MNIST, says how likely they find the test digits, and draws digits of their own.</summary>
internal static class Program
{
    internal static int Main(string[] args)
    {
        StudyOptions defaults = new();
        Option<string?> data = ExampleCommand.Data();
        Option<int?> epochs = ExampleCommand.AtLeastOne("--epochs", $"Passes over the training images (default {defaults.Epochs}).");
        Option<int?> draws = ExampleCommand.AtLeastOne("--draws", $"Draws K of the importance-weighted bound (default {defaults.Draws}).");
        Option<int?> images = ExampleCommand.AtLeastOne("--bound-images", $"Test images it is computed of (default {defaults.BoundImages}).");
        Option<bool> binarise = new("--binarise") { Description = "Train on black and white digits, drawn from the grey levels in every epoch." };
        Option<long> seed = new("--seed") { Description = "Seed of everything random (default 0)." };
        Option<string> output = new("--out")
        {
            Description = "Folder for results.json, the pictures and the models.",
            DefaultValueFactory = _ => defaults.Out,
        };
        Option<bool> quick = ExampleCommand.Quick();
        RootCommand command = new("Trains variational autoencoders on MNIST and lets them draw digits.")
        {
            data, epochs, draws, images, binarise, seed, output, quick,
        };
        command.SetAction(result =>
        {
            bool small = result.GetValue(quick);
            StudyOptions options = new()
            {
                Data = result.GetValue(data),
                Epochs = result.GetValue(epochs) ?? (small ? 1 : defaults.Epochs),
                Draws = result.GetValue(draws) ?? (small ? 10 : defaults.Draws),
                BoundImages = result.GetValue(images) ?? (small ? 100 : defaults.BoundImages),
                Binarise = result.GetValue(binarise),
                Seed = result.GetValue(seed),
                Out = result.GetValue(output)!,
                Quick = small,
            };
            return ExampleCommand.Run("VaeMnist", console => new Study(options, console).Run());
        });
        return command.Parse(args).Invoke();
    }
}
