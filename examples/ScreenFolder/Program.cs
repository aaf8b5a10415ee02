using System.CommandLine;
using Examples;

namespace ScreenFolder;

/// <summary>Screens a folder of images: which of them may a trained classifier answer, and which are nothing it was trained on?</summary>
internal static class Program
{
    internal static int Main(string[] args)
    {
        Option<string> output = new("--out")
        {
            Description = "Folder of detector, threshold and results.",
            DefaultValueFactory = _ => Path.Combine("artifacts", "screen-folder"),
            Recursive = true,
        };
        Option<string> model = new("--model") { Description = "TorchScript (.pt, .pth, .ts), or TorchSharp weights of LeNet-5.", Required = true };
        Option<int> size = new("--size") { Description = "Height and width that the network takes, in pixels.", DefaultValueFactory = _ => 28, Recursive = true };
        Option<double> mean = new("--mean") { Description = "Mean grey level of the training images.", DefaultValueFactory = _ => 0.1307, Recursive = true };
        Option<double> deviation = new("--deviation") { Description = "Its standard deviation.", DefaultValueFactory = _ => 0.3081, Recursive = true };
        Option<double> rate = new("--rate") { Description = "Share of inliers that may be flagged.", DefaultValueFactory = _ => 0.05 };
        Option<bool> quick = ExampleCommand.Quick();
        Argument<string> images = new("images") { Description = "Folder of images like those that the network was trained on; folders in it are classes." };
        Argument<string> incoming = new("incoming") { Description = "Folder of images to screen." };

        Command fit = new("fit", "Fits a detector and its threshold on inliers: once for a model.") { images, model, rate };
        Command screen = new("screen", "Screens a folder by what was fitted.") { incoming, model };
        RootCommand root = new("Says of each image of a folder whether a trained classifier may answer it. Without a word: a demonstration.")
        {
            fit, screen, output, size, mean, deviation, quick,
        };
        fit.SetAction(result => Run(result, screening => screening.Fit(result.GetValue(images)!, result.GetValue(model)!, result.GetValue(rate))));
        screen.SetAction(result => Run(result, screening => screening.Screen(result.GetValue(incoming)!, result.GetValue(model)!)));
        root.SetAction(result => Run(result, screening => new Demonstration(screening, result.GetValue(output)!, result.GetValue(quick)).Run()));
        return root.Parse(args).Invoke();

        int Run(ParseResult result, Action<Screening> run) => ExampleCommand.Run("ScreenFolder", console =>
        {
            int side = result.GetValue(size);
            double spread = result.GetValue(deviation);
            if (side < 1 || !(spread > 0))
            {
                throw new ArgumentException($"--size must be at least 1 and --deviation greater than 0; got {side} and {spread}.");
            }

            run(new Screening(new ImageFiles(side, result.GetValue(mean), spread), result.GetValue(output)!, console));
        });
    }
}
