using System.Text.Json;
using LeNetMnist.Tests.Data;

namespace TwoMoons.Tests;

/// <summary>The program from its command line to its files.</summary>
[TestFixture]
internal sealed class ProgramTests
{
    private static readonly string[] Samplers =
    [
        "single_network", "laplace_last_layer", "laplace_all_layers", "bayesian_layers", "swag", "stochastic_gradient_hmc", "mc_dropout",
        "concrete_dropout", "mc_batchnorm", "deep_ensemble",
    ];

    [Test]
    public void Main_Quick_WritesNumbersAndMapOfEverySamplerTwiceTheSame()
    {
        using TemporaryFolder folder = new();
        Assert.That(Program.Main(["--quick", "--out", folder.Path]), Is.Zero);

        Dictionary<string, double> numbers = Numbers(folder.Path);
        foreach (string sampler in Samplers)
        {
            Assert.That(numbers[$"accuracy_{sampler}"], Is.InRange(0.5, 1), sampler);
            Assert.That(numbers[$"nll_{sampler}"], Is.InRange(0, 1), sampler);
            Assert.That(numbers[$"ece_{sampler}"], Is.InRange(0, 0.5), sampler);
            double doubt = sampler == "single_network" ? 0 : 1e-9;
            Assert.That(numbers[$"epistemic_data_{sampler}"], Is.InRange(doubt, doubt == 0 ? 0 : Math.Log(2)), sampler);
            Assert.That(numbers[$"epistemic_corners_{sampler}"], Is.InRange(0, numbers[$"total_corners_{sampler}"] + 1e-6), sampler);
            Assert.That(numbers[$"total_corners_{sampler}"], Is.InRange(0, Math.Log(2) + 1e-6), sampler);
            Assert.That(numbers.ContainsKey($"seconds_fit_{sampler}"), Is.True, sampler);
            byte[] map = File.ReadAllBytes(Path.Combine(folder.Path, $"{sampler.Replace('_', '-')}.png"));
            Assert.That(map.AsSpan(1, 3).SequenceEqual("PNG"u8) && map.Length > 1000, Is.True, sampler);
        }

        string again = Path.Combine(folder.Path, "again");
        Assert.That(Program.Main(["--quick", "--out", again]), Is.Zero);
        Assert.That(WithoutSeconds(Numbers(again)), Is.EqualTo(WithoutSeconds(numbers)));

        string other = Path.Combine(folder.Path, "other");
        Assert.That(Program.Main(["--quick", "--seed", "1", "--out", other]), Is.Zero);
        Assert.That(Numbers(other)["nll_single_network"], Is.Not.EqualTo(numbers["nll_single_network"]));
    }

    [TestCase("--seed", "none")]
    [TestCase("--draws", "3")]
    public void Main_BadOption_EndsWithOneAndSaysWhich(string name, string value)
    {
        (int status, string message) = WithMessage([name, value]);
        Assert.That(status, Is.EqualTo(1));
        Assert.That(message, Does.Contain(value == "none" ? value : name));
    }

    [Test]
    public void Main_FolderThatCannotBeWritten_EndsWithOneAndSaysWhy()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("file", [1]);
        (int status, string message) = WithMessage(["--quick", "--out", Path.Combine(file, "out")]);
        Assert.That(status, Is.EqualTo(1));
        Assert.That(message, Does.StartWith("TwoMoons: --out ").And.Contains("cannot be written"));
    }

    private static (int Status, string Message) WithMessage(string[] arguments)
    {
        TextWriter before = Console.Error;
        using StringWriter said = new();
        Console.SetError(said);
        try
        {
            return (Program.Main(arguments), said.ToString());
        }
        finally
        {
            Console.SetError(before);
        }
    }

    private static Dictionary<string, double> Numbers(string folder)
    {
        using JsonDocument results = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "results.json")));
        return results.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetDouble());
    }

    private static Dictionary<string, double> WithoutSeconds(Dictionary<string, double> numbers) =>
        numbers.Where(number => !number.Key.StartsWith("seconds_", StringComparison.Ordinal))
            .ToDictionary(number => number.Key, number => number.Value);
}
