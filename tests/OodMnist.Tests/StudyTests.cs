using System.Text.Json;
using LeNetMnist.Data;
using LeNetMnist.Tests.Data;
using OodMnist.Data;

namespace OodMnist.Tests;

/// <summary>The program from its command line to its files, on digits and letters that it draws itself.</summary>
[TestFixture]
internal sealed class StudyTests
{
    private static readonly string[] Promised =
    [
        "data_source", "epochs", "vae_epochs", "seeds", "threads", "accuracy_mnist_to_drawn-letters", "auroc_mnist_to_drawn-letters_msp",
        "fpr95_drawn-letters_to_mnist_learnt_confidence", "aupr_in_mnist_to_drawn-letters_mahalanobis_four_layers",
        "aupr_out_mnist_to_drawn-letters_likelihood_mahalanobis", "detection_error_drawn-letters_to_mnist_vim",
        "milliseconds_per_1000_drawn-letters_to_mnist_ash_b", "seconds_total",
    ];

    [Test]
    public void Main_Quick_WritesTablesAndEveryPromisedNumberAndGoesOnFromFinishedRuns()
    {
        using TemporaryFolder folder = new();
        IdxBytes.WriteDigits(folder.Path, "train", HandwrittenDigits.Generate(2_400, 1));
        IdxBytes.WriteDigits(folder.Path, "t10k", HandwrittenDigits.Generate(150, 2));
        string output = Path.Combine(folder.Path, "out");
        string[] arguments = ["--quick", "--data", folder.Path, "--out", output];
        Assert.That(Program.Main(arguments), Is.Zero);

        using (JsonDocument results = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "results.json"))))
        {
            foreach (string name in Promised)
            {
                Assert.That(results.RootElement.TryGetProperty(name, out _), Is.True, name);
            }

            Assert.That(results.RootElement.GetProperty("accuracy_mnist_to_drawn-letters").GetDouble(), Is.GreaterThan(0.5));
            Assert.That(results.RootElement.GetProperty("auroc_mnist_to_drawn-letters_mahalanobis_four_layers").GetDouble(), Is.GreaterThan(0.5));
        }

        string table = File.ReadAllText(Path.Combine(output, "table.md"));
        Assert.That(table, Does.Contain("## MNIST → Drawn letters, 1 seed").And.Contain("## Drawn letters → MNIST, 1 seed"));
        Assert.That(table, Does.Not.Contain("failed"));

        foreach (string picture in new[] { "roc", "scores_msp", "scores_energy", "scores_mahalanobis_four_layers", "scores_squared_error" })
        {
            byte[] png = File.ReadAllBytes(Path.Combine(output, $"mnist_to_drawn-letters_seed_0_{picture}.png"));
            Assert.That(png[1..4], Is.EqualTo("PNG"u8.ToArray()));
            Assert.That(File.Exists(Path.Combine(output, $"drawn-letters_to_mnist_seed_0_{picture}.png")), Is.True);
        }

        // The second run only reads, or it could not be the same in its times.
        Assert.That(Program.Main(arguments), Is.Zero);
        Assert.That(File.ReadAllText(Path.Combine(output, "table.md")), Is.EqualTo(table));

        string run = Path.Combine(output, "mnist_to_drawn-letters_seed_0.json");
        Assert.That(FinishedRun.Find(run, FinishedSettings(run))!.Result.Detectors, Has.Count.GreaterThan(30).And.Contain("ViM"));
        Assert.That(Program.Main([.. arguments, "--epochs", "4"]), Is.EqualTo(1), "other settings");
        File.WriteAllText(run, File.ReadAllText(run)[..^20]);
        Assert.That(Program.Main(arguments), Is.EqualTo(1), "damaged");
    }

    [Test]
    public void Main_FolderWithoutMnist_EndsWithOneAndWritesNoResults()
    {
        using TemporaryFolder folder = new();
        string output = Path.Combine(folder.Path, "out");
        Assert.That(Program.Main(["--data", folder.Path, "--out", output]), Is.EqualTo(1));
        Assert.That(File.Exists(Path.Combine(output, "results.json")), Is.False);
    }

    [TestCase("--epochs", "0")]
    [TestCase("--vae-epochs", "none")]
    [TestCase("--fit-images", "-1")]
    [TestCase("--seeds", "0")]
    [TestCase("--no-such-option", "1")]
    public void Main_BadOption_EndsWithOne(string name, string value) => Assert.That(Program.Main([name, value]), Is.EqualTo(1));

    [Test]
    public void Find_NoMirrorAndNoFolder_SaysSoAndDrawsDigitsAndLetters()
    {
        string? before = Environment.GetEnvironmentVariable("UNCERTAINTY_DATA");
        Environment.SetEnvironmentVariable("UNCERTAINTY_DATA", null);
        try
        {
            List<string> said = [];
            Worlds worlds = Worlds.Find(
                null, 0, quick: true, said.Add, () => throw new MnistUnavailableException("train-images-idx3-ubyte.gz", ["a mirror: no answer"], null));
            Assert.That((worlds.Source, worlds.First.Name, worlds.Second.Name), Is.EqualTo(("embedded", "Drawn digits", "Drawn letters")));
            Assert.That(said, Has.Some.Contains("draws itself").And.Some.Contains("letters"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("UNCERTAINTY_DATA", before);
        }
    }

    [Test]
    public void World_HoldsOutTheLastTrainingImages()
    {
        ImageSet train = HandwrittenDigits.Generate(120, 1);
        World world = World.Of("Some digits", train, HandwrittenDigits.Generate(10, 2));
        Assert.That((world.Train.Count, world.Validation.Count, world.Key), Is.EqualTo((110, 10, "some-digits")));
        Assert.That(world.Train.Pixels.Concat(world.Validation.Pixels), Is.EqualTo(train.Pixels));
        Assert.That(world.Train.Labels.Concat(world.Validation.Labels), Is.EqualTo(train.Labels));
    }

    private static string FinishedSettings(string path)
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(path));
        return file.RootElement.GetProperty("Settings").GetString()!;
    }
}
