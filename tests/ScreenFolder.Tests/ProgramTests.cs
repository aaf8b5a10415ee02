using LeNetMnist.Tests.Data;
using TorchSharp.Tests.JIT;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace ScreenFolder.Tests;

/// <summary>The program from its command line to its files.</summary>
[TestFixture]
internal sealed class ProgramTests
{
    private const string Classifier = """
        class Network(Module):
          __parameters__ = ["weight", "bias", ]
          __buffers__ = []
          weight : Tensor
          bias : Tensor
          training : bool
          def forward(self: __torch__.Network,
            input: Tensor) -> Tensor:
            return torch.linear(torch.flatten(input, 1), self.weight, self.bias)

        """;

    private TemporaryFolder _folder = null!;
    private string[][] _rows = null!;

    [OneTimeSetUp]
    public void RunOnce()
    {
        _folder = new TemporaryFolder();
        Assert.That(Program.Main(["--quick", "--out", _folder.Path]), Is.Zero);
        _rows = Rows(_folder.Path);
    }

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [Test]
    public void Demonstration_EveryImage_HasAVerdict()
    {
        Assert.That(_rows, Has.Length.EqualTo(51));
        Assert.That(_rows.Select(row => row[1]), Has.All.AnyOf("accepted", "flagged", "unreadable"));
        Assert.That(_rows.Single(row => row[0] == "damaged.png")[1], Is.EqualTo("unreadable"));
        Assert.That(File.Exists(Path.Combine(_folder.Path, "scores.png")), Is.True);
    }

    [Test]
    public void Demonstration_Letters_AreFlaggedMoreOftenThanDigits()
    {
        double Share(string kind) => _rows.Where(row => row[0].StartsWith(kind, StringComparison.Ordinal)).Average(row => row[1] == "flagged" ? 1.0 : 0);
        Assert.That(Share("letter"), Is.GreaterThan(Share("digit") + .2));
        Assert.That(Share("digit"), Is.LessThan(.2));
    }

    [Test]
    public void FitAndScreen_FlatFolderOfOtherSize_WorkTheSameTwice()
    {
        string output = Path.Combine(_folder.Path, "flat");
        string model = Path.Combine(_folder.Path, "lenet.dat");
        string images = Path.Combine(_folder.Path, "wide");
        Directory.CreateDirectory(images);
        using Tensor noise = rand(60, 3, 20, 40);
        for (int i = 0; i < 60; i++)
        {
            using Tensor image = noise[i];
            File.WriteAllBytes(Path.Combine(images, $"{i}.png"), PngImage.Encode(image));
        }

        string[] digits = [.. Directory.GetFiles(Path.Combine(_folder.Path, "inliers"), "*.png", SearchOption.AllDirectories)];
        string flat = Directory.CreateDirectory(Path.Combine(_folder.Path, "all")).FullName;
        Array.ForEach(digits, path => File.Copy(path, Path.Combine(flat, Path.GetFileName(Path.GetDirectoryName(path)) + Path.GetFileName(path))));
        Assert.That(Program.Main(["fit", flat, "--model", model, "--out", output]), Is.Zero);
        Assert.That(Program.Main(["screen", images, "--model", model, "--out", output]), Is.Zero);
        string first = File.ReadAllText(Path.Combine(output, "screen.csv"));
        Assert.That(Rows(output).Count(row => row[1] == "flagged"), Is.GreaterThan(50), "noise in colour is no digit");
        Assert.That(Program.Main(["screen", images, "--model", model, "--out", output]), Is.Zero);
        Assert.That(File.ReadAllText(Path.Combine(output, "screen.csv")), Is.EqualTo(first));
    }

    [Test]
    public void FitAndScreen_TorchScript_ScreenByItsLogits()
    {
        string model = Path.Combine(_folder.Path, "model.pt");
        float[] weights = [.. Enumerable.Range(0, 10 * 784).Select(i => ((i * 37 % 101) - 50) / 1000f)];
        File.WriteAllBytes(model, ScriptArchive.Write(Classifier, new ScriptObject(
            "Network", ("weight", new ScriptTensor(weights, [10, 784], true)), ("bias", new ScriptTensor(new float[10], [10], true)), ("training", false))));
        string output = Path.Combine(_folder.Path, "script");
        Assert.That(Program.Main(["fit", Path.Combine(_folder.Path, "inliers"), "--model", model, "--out", output]), Is.Zero);
        Assert.That(Program.Main(["screen", Path.Combine(_folder.Path, "incoming"), "--model", model, "--out", output]), Is.Zero);
        Assert.That(Rows(output), Has.Length.EqualTo(51));
    }

    [Test]
    public void BadInput_EndsWithOne()
    {
        string model = Path.Combine(_folder.Path, "lenet.dat");
        string incoming = Path.Combine(_folder.Path, "incoming");
        string empty = Directory.CreateDirectory(Path.Combine(_folder.Path, "empty")).FullName;
        Assert.That(Program.Main(["screen", incoming, "--model", model, "--out", empty]), Is.EqualTo(1), "nothing fitted");
        Assert.That(Program.Main(["screen", Path.Combine(_folder.Path, "none"), "--model", model, "--out", _folder.Path]), Is.EqualTo(1), "no folder");
        Assert.That(Program.Main(["fit", empty, "--model", model, "--out", empty]), Is.EqualTo(1), "no images");
        Assert.That(Program.Main(["fit", incoming, "--model", model, "--out", empty]), Is.EqualTo(1), "a damaged image among the inliers");
        Assert.That(Program.Main(["fit", incoming, "--model", "none.dat", "--out", empty]), Is.EqualTo(1), "no model");
        Assert.That(Program.Main(["fit", incoming, "--model", model, "--out", empty, "--rate", "2"]), Is.EqualTo(1), "no rate");
        Assert.That(Program.Main(["screen", incoming, "--model", model, "--size", "0"]), Is.EqualTo(1), "no size");
        Assert.That(Directory.GetFiles(empty), Is.Empty);
    }

    private static string[][] Rows(string folder) =>
        [.. File.ReadAllLines(Path.Combine(folder, "screen.csv")).Skip(1).Select(line => line.Split(','))];
}
