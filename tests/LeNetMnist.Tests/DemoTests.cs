using System.Text.Json;
using LeNetMnist.Data;
using LeNetMnist.Model;
using LeNetMnist.Tests.Data;
using static TorchSharp.torch;

namespace LeNetMnist.Tests;

/// <summary>The program from its command line to its files, on a small MNIST written for the purpose.</summary>
[TestFixture]
internal sealed class DemoTests
{
    private static readonly string[] Promised =
    [
        "test_accuracy", "auroc_entropy", "auroc_mutual_information", "unseen_set", "ece", "nll", "seconds_total", "data_source",
        "test_accuracy_single_pass", "unseen_images", "loss_training", "loss_head", "aurc", "accuracy_rejected_20",
        "most_epistemic_1_index", "most_epistemic_1_nats", "most_epistemic_1_true", "most_epistemic_10_said", "most_aleatoric_10_true",
    ];

    [Test]
    public void Main_SmallData_WritesModelAndEveryPromisedNumber()
    {
        using TemporaryFolder folder = new();
        string data = Directory.CreateDirectory(Path.Combine(folder.Path, "mnist")).FullName;
        IdxBytes.WriteDigits(data, "train", HandwrittenDigits.Generate(600, 1));
        IdxBytes.WriteDigits(data, "t10k", HandwrittenDigits.Generate(200, 2));
        string output = Path.Combine(folder.Path, "out");

        int status = Program.Main(["--data", folder.Path, "--out", output, "--epochs", "2", "--draws", "5"]);

        Assert.That(status, Is.Zero);
        using JsonDocument results = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "results.json")));
        foreach (string name in Promised)
        {
            Assert.That(results.RootElement.TryGetProperty(name, out _), Is.True, name);
        }

        JsonElement root = results.RootElement;
        Assert.That(root.EnumerateObject().Select(property => property.Value.ValueKind), Has.All.AnyOf(JsonValueKind.Number, JsonValueKind.String));
        Assert.That(root.GetProperty("test_accuracy").GetDouble(), Is.InRange(0.1, 1));
        Assert.That(root.GetProperty("unseen_set").GetString(), Is.EqualTo("noisy rotated digits"));
        Assert.That(root.GetProperty("data_source").GetString(), Is.EqualTo(Path.GetFullPath(folder.Path)));
        Assert.That(root.GetProperty("test_images").GetInt32(), Is.EqualTo(200));

        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "report.json")));
        Assert.That(
            report.RootElement.GetProperty("measures").GetProperty("accuracy").GetDouble(),
            Is.EqualTo(root.GetProperty("test_accuracy").GetDouble()).Within(1e-9));
        Assert.That(File.ReadAllText(Path.Combine(output, "report.md")), Does.StartWith("# LeNet-5 with MC dropout"));
        foreach (string figure in new[] { "reliability.png", "confidence.png", "entropy.png", "risk-coverage.png" })
        {
            Assert.That(File.ReadAllBytes(Path.Combine(output, figure))[..4], Is.EqualTo(new byte[] { 0x89, 0x50, 0x4E, 0x47 }), figure);
        }

        Assert.That(new FileInfo(Path.Combine(output, "doubtful-digits.png")).Length, Is.GreaterThan(1000));

        using LeNet5 loaded = new();
        loaded.load(Path.Combine(output, "lenet5.dat"));
        using Tensor image = zeros(1, 1, 28, 28);
        using Tensor logits = loaded.call(image);
        Assert.That(logits.shape, Is.EqualTo(new long[] { 1, 10 }));
    }

    [Test]
    public void Main_FolderWithoutMnist_EndsWithOneAndWritesNoResults()
    {
        using TemporaryFolder folder = new();
        string output = Path.Combine(folder.Path, "out");
        Assert.That(Program.Main(["--data", folder.Path, "--out", output]), Is.EqualTo(1));
        Assert.That(File.Exists(Path.Combine(output, "results.json")), Is.False);
    }

    [Test]
    public void Main_TruncatedFile_EndsWithOneAndTakesOldResultsAway()
    {
        using TemporaryFolder folder = new();
        IdxBytes.WriteDigits(folder.Path, "train", HandwrittenDigits.Generate(20, 1));
        IdxBytes.WriteDigits(folder.Path, "t10k", HandwrittenDigits.Generate(20, 2));
        string images = Path.Combine(folder.Path, "train-images-idx3-ubyte");
        File.WriteAllBytes(images, File.ReadAllBytes(images)[..^1]);
        string results = Path.Combine(folder.Path, "results.json");
        File.WriteAllText(results, "{}");
        Assert.That(Program.Main(["--data", folder.Path, "--out", folder.Path]), Is.EqualTo(1));
        Assert.That(File.Exists(results), Is.False);
    }

    [Test]
    public void Main_OutIsAFile_EndsWithOneAndKeepsIt()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Path, "taken");
        File.WriteAllText(file, "mine");
        Assert.That(Program.Main(["--data", folder.Path, "--out", file]), Is.EqualTo(1));
        Assert.That(File.ReadAllText(file), Is.EqualTo("mine"));
    }

    [TestCase("--device", "foo")]
    [TestCase("--device", "cuda:x")]
    [TestCase("--epochs", "0")]
    [TestCase("--draws", "-3")]
    [TestCase("--draws", "many")]
    [TestCase("--no-such-option", "1")]
    public void Main_BadOption_EndsWithOne(string name, string value)
    {
        Assert.That(Program.Main([name, value]), Is.EqualTo(1));
    }

    [Test]
    public void Find_NoMirrorAndNoFolder_SaysSoAndDrawsDigits()
    {
        string? before = Environment.GetEnvironmentVariable("UNCERTAINTY_DATA");
        Environment.SetEnvironmentVariable("UNCERTAINTY_DATA", null);
        try
        {
            List<string> said = [];
            DataSource source = DataSource.Find(
                null, 0, said.Add, () => throw new MnistUnavailableException("train-images-idx3-ubyte.gz", ["a mirror: no answer"], null));
            Assert.That(source.Name, Is.EqualTo("embedded digits"));
            Assert.That(source.UnseenName, Is.EqualTo("embedded letters"));
            Assert.That(said, Has.Some.Contains("cannot be had here"));
            Assert.That(said, Has.Some.Contains("draws itself"));
            Assert.That(source.Train.Pixels.AsSpan(0, 784).SequenceEqual(source.Test.Pixels.AsSpan(0, 784)), Is.False);
        }
        finally
        {
            Environment.SetEnvironmentVariable("UNCERTAINTY_DATA", before);
        }
    }

    [Test]
    public void Train_SameSeed_SameWeights()
    {
        using ImageTensors data = new(HandwrittenDigits.Generate(128, 1), CPU);
        double[] first = TrainedSum(data);
        Assert.That(TrainedSum(data), Is.EqualTo(first));
    }

    private static double[] TrainedSum(ImageTensors data)
    {
        manual_seed(3);
        using LeNet5 model = new();
        Trainer.Train(model, data, 1, 3, (_, _, _, _) => { });
        return [.. model.parameters().Select(parameter =>
        {
            using Tensor sum = parameter.detach().sum();
            return (double)sum.item<float>();
        })];
    }
}
