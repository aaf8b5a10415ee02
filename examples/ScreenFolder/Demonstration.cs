using LeNetMnist.Data;
using LeNetMnist.Model;
using TorchSharp;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace ScreenFolder;

/// <summary>All of it on images that the program draws itself: a network trained on digits, and a folder into which letters have come.</summary>
internal sealed class Demonstration(Screening screening, string folder, bool quick)
{
    private const int Incoming = 40;
    private const int Foreign = 10;
    private const int Epochs = 3;

    /// <summary>Trains, saves, draws the folders, fits and screens.</summary>
    public void Run()
    {
        int trained = quick ? 3_000 : 8_000;
        int inliers = quick ? 600 : 1_000;
        string model = Path.Combine(folder, "lenet.dat");
        Directory.CreateDirectory(folder);
        Console.WriteLine($"No folder is named: a demonstration, on digits and letters that the program draws itself, in {folder}.");
        Train(trained, model);
        Draw(HandwrittenDigits.Generate(inliers, seed: 1), Path.Combine(folder, "inliers"), byClass: true);
        Draw(HandwrittenDigits.Generate(Incoming, seed: 2), Path.Combine(folder, "incoming"), byClass: false);
        Draw(HandwrittenLetters.Generate(Foreign, seed: 3), Path.Combine(folder, "incoming"), byClass: false);
        File.WriteAllText(Path.Combine(folder, "incoming", "damaged.png"), "no image");

        Say($"fit {Path.Combine(folder, "inliers")} --model {model}");
        screening.Fit(Path.Combine(folder, "inliers"), model, rate: 0.05);
        Say($"screen {Path.Combine(folder, "incoming")} --model {model}");
        screening.Screen(Path.Combine(folder, "incoming"), model);
    }

    private static void Train(int images, string path)
    {
        random.manual_seed(0);
        using LeNet5 network = new();
        using ImageTensors data = new(HandwrittenDigits.Generate(images), CPU);
        int shown = 0;
        Trainer.Train(network, data, Epochs, seed: 0, (step, total, _, loss) =>
        {
            if (10 * step / total > shown)
            {
                shown = 10 * step / total;
                Console.WriteLine($"Training on {images} digits: {10 * shown} %, loss {loss:F3}");
            }
        });
        network.save(path);
    }

    private static void Draw(ImageSet images, string folder, bool byClass)
    {
        using DisposeScope scope = NewDisposeScope();
        string kind = images.Source.Contains("letters", StringComparison.Ordinal) ? "letter" : "digit";
        using ImageTensors tensors = new(images, CPU, normalise: false);
        for (int i = 0; i < images.Count; i++)
        {
            string place = byClass ? Path.Combine(folder, $"{images.Labels[i]}") : folder;
            Directory.CreateDirectory(place);
            File.WriteAllBytes(Path.Combine(place, $"{kind}-{i:D4}.png"), PngImage.Encode(tensors.Images[i]));
        }
    }

    private static void Say(string command) => Console.WriteLine($"\n> dotnet run -c Release --project examples/ScreenFolder -- {command}");
}
