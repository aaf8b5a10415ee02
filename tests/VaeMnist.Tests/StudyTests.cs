using System.Text.Json;
using LeNetMnist.Data;
using LeNetMnist.Tests.Data;
using Uncertainty.Bnn;
using VaeMnist.Model;
using static TorchSharp.torch;

namespace VaeMnist.Tests;

/// <summary>The program from its command line to its files, on digits that it draws itself.</summary>
[TestFixture]
internal sealed class StudyTests
{
    private static readonly string[] Pictures = ["latents.png", "reconstructions.png", "samples-by-class.png", "samples.png"];

    private static readonly string[] Promised =
    [
        "data_source", "inputs", "epochs", "draws", "elbo_binary", "elbo_standard_error_binary", "reconstruction_binary", "kl_binary",
        "elbo_binary_conditional", "elbo_binary_bound_images", "bound_binary_10_draws", "elbo_training_epoch_01",
        "elbo_training_conditional_epoch_01", "seconds_training", "seconds_total",
    ];

    [TestCase(true)]
    [TestCase(false)]
    public void Main_Quick_WritesPicturesModelsAndEveryPromisedNumber(bool binarise)
    {
        using TemporaryFolder folder = new();
        IdxBytes.WriteDigits(folder.Path, "train", HandwrittenDigits.Generate(600, 1));
        IdxBytes.WriteDigits(folder.Path, "t10k", HandwrittenDigits.Generate(120, 2));
        string output = Path.Combine(folder.Path, "out");
        string[] arguments = ["--quick", "--data", folder.Path, "--out", output];

        Assert.That(Program.Main(binarise ? [.. arguments, "--binarise"] : arguments), Is.Zero);

        using JsonDocument results = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "results.json")));
        JsonElement root = results.RootElement;
        foreach (string name in Promised)
        {
            Assert.That(root.TryGetProperty(name, out _), Is.True, name);
        }

        Assert.That(root.TryGetProperty("elbo_grey", out _), Is.EqualTo(!binarise));
        double elbo = root.GetProperty("elbo_binary").GetDouble();
        double parts = root.GetProperty("reconstruction_binary").GetDouble() - root.GetProperty("kl_binary").GetDouble();
        Assert.That(elbo, Is.EqualTo(parts).Within(1e-3).And.LessThan(0));
        Assert.That(
            root.GetProperty("bound_binary_10_draws").GetDouble(),
            Is.GreaterThan(root.GetProperty("elbo_binary_bound_images").GetDouble()));
        Assert.That(Pictures.Select(name => new FileInfo(Path.Combine(output, name)).Length), Has.All.GreaterThan(1000));

        using VariationalAutoencoder fresh = Networks.Plain(greyValues: true, seed: 1);
        using VariationalAutoencoder loaded = VariationalAutoencoder.Load(
            Path.Combine(output, "vae.safetensors"), Part(fresh, "encoder"), Part(fresh, "decoder"));
        Assert.That(loaded.Options.Likelihood, Is.EqualTo(new BernoulliLikelihood { GreyValues = !binarise }));
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
    [TestCase("--draws", "none")]
    [TestCase("--bound-images", "-1")]
    public void Main_BadOption_EndsWithOne(string name, string value) => Assert.That(Program.Main([name, value]), Is.EqualTo(1));

    [Test]
    public void Binarised_IsOneWithTheGreyLevelAsProbability()
    {
        ImageSet grey = new("grey", 100, 100, 1, [.. Enumerable.Repeat((byte)51, 10_000)], [0]);
        ImageSet binary = Batches.Binarised(grey, seed: 3);
        Assert.That(binary.Pixels, Has.All.AnyOf((byte)0, (byte)255));

        // A fifth of them, within four standard errors.
        Assert.That(binary.Pixels.Count(pixel => pixel == 255), Is.EqualTo(2000).Within(160));
    }

    private static nn.Module<Tensor, Tensor> Part(nn.Module model, string name) =>
        (nn.Module<Tensor, Tensor>)model.named_children().Single(child => child.name == name).module;
}
