using System.Globalization;
using System.Text;
using System.Text.Json;
using LeNetMnist.Tests.Data;
using UciRegression.Data;

namespace RegressionUncertainty.Tests;

/// <summary>The program from its command line to its files.</summary>
[TestFixture]
internal sealed class ProgramTests
{
    private static readonly string[] Models = ["one_network", "mc_dropout", "deep_ensemble"];

    private static readonly string[] Pictures = ["calibration.png", "deep-ensemble.png", "mc-dropout.png", "one-network.png"];

    private string? _data;

    [OneTimeSetUp]
    public void LeaveOutTheData()
    {
        _data = Environment.GetEnvironmentVariable(UciFolder.Variable);
        Environment.SetEnvironmentVariable(UciFolder.Variable, null);
    }

    [OneTimeTearDown]
    public void PutTheDataBack() => Environment.SetEnvironmentVariable(UciFolder.Variable, _data);

    [Test]
    public void Main_NoData_DrawsTheCurveTwiceTheSame()
    {
        using TemporaryFolder folder = new();
        Assert.That(Program.Main(["--quick", "--out", folder.Path]), Is.Zero);
        Assert.That(folder.FileNames(), Is.EqualTo(Pictures.Append("results.json")));
        Dictionary<string, string> first = Check(folder.Path, testRows: 1_000);
        Assert.That(first["data_source"], Does.Contain("curve"));
        Assert.That(Number(first, "epistemic_share_gap_one_network"), Is.Zero);
        Assert.That(Number(first, "epistemic_share_gap_deep_ensemble"), Is.InRange(1e-6, 1));

        string again = Path.Combine(folder.Path, "again");
        Assert.That(Program.Main(["--quick", "--set", "curve", "--seed", "0", "--out", again]), Is.Zero);
        Assert.That(WithoutSeconds(Read(again)), Is.EqualTo(WithoutSeconds(first)));

        string other = Path.Combine(folder.Path, "other");
        Assert.That(Program.Main(["--quick", "--seed", "1", "--out", other]), Is.Zero);
        Assert.That(Read(other)["rmse_mc_dropout"], Is.Not.EqualTo(first["rmse_mc_dropout"]));
    }

    [Test]
    public void Main_FolderWithASet_ReadsItsFirstSplit()
    {
        using TemporaryFolder folder = new();
        WriteSet(folder, "yacht", train: 200, test: 40);
        string output = Path.Combine(folder.Path, "out");
        Assert.That(Program.Main(["--quick", "--data", folder.Path, "--set", "yacht", "--out", output]), Is.Zero);
        Dictionary<string, string> results = Check(output, testRows: 40);
        Assert.That(results["data_source"], Is.EqualTo("UCI yacht"));
        Assert.That((Number(results, "train_rows"), Number(results, "calibration_rows")), Is.EqualTo((160, 40)));
        Assert.That(Pictures.Select(name => new FileInfo(Path.Combine(output, name)).Length), Has.All.GreaterThan(1000));
    }

    [Test]
    public void Main_SetThatIsNotThere_EndsWithOneAndSaysWhich()
    {
        using TemporaryFolder folder = new();
        (int status, string message) = WithMessage(["--set", "yacht", "--out", folder.Path]);
        Assert.That(status, Is.EqualTo(1));
        Assert.That(message, Does.StartWith("RegressionUncertainty: --set yacht").And.Contains(UciFolder.Variable));

        (status, message) = WithMessage(["--data", folder.Path, "--out", folder.Path]);
        Assert.That(status, Is.EqualTo(1));
        Assert.That(message, Does.Contain(Path.Combine(folder.Path, "concrete")));
        Assert.That(folder.FileNames(), Is.Empty);
    }

    [TestCase("--set", "mnist")]
    [TestCase("--seed", "none")]
    public void Main_BadOption_EndsWithOneAndSaysWhich(string name, string value)
    {
        (int status, string message) = WithMessage([name, value]);
        Assert.That(status, Is.EqualTo(1));
        Assert.That(message, Does.Contain(value));
    }

    private static Dictionary<string, string> Check(string output, int testRows)
    {
        Dictionary<string, string> results = Read(output);
        foreach (string model in Models)
        {
            Assert.That(Number(results, $"rmse_{model}"), Is.GreaterThan(0), model);
            Assert.That(Number(results, $"crps_{model}"), Is.InRange(0, Number(results, $"rmse_{model}")), model);
            Assert.That(Number(results, $"nll_{model}"), Is.InRange(-5, 10), model);
            Assert.That(Number(results, $"calibration_error_{model}"), Is.InRange(0, 0.5), model);
            Assert.That(Number(results, $"coverage_{model}"), Is.InRange(0, 1), model);
            Assert.That(Number(results, $"width_{model}"), Is.GreaterThan(0), model);
            Assert.That(Number(results, $"epistemic_share_{model}"), model == "one_network" ? Is.Zero : Is.InRange(1e-9, 1), model);

            // However little the networks have learnt: 0.9 and four standard deviations, of calibration and test rows.
            Assert.That(Number(results, $"conformal_coverage_{model}"), Is.GreaterThan(testRows < 100 ? 0.63 : 0.8), model);
            Assert.That(Number(results, $"conformal_width_{model}"), Is.GreaterThan(0), model);
        }

        Assert.That(Number(results, "test_rows"), Is.EqualTo(testRows));
        return results;
    }

    /// <summary>A set in the published format, with y = x0 - x1 and a little noise.</summary>
    private static void WriteSet(TemporaryFolder folder, string name, int train, int test)
    {
        Random random = new(1);
        List<string> rows = [];
        for (int row = 0; row < train + test; row++)
        {
            (double first, double second) = (random.NextDouble(), random.NextDouble());
            rows.Add(string.Create(CultureInfo.InvariantCulture, $"{first} {second} {first - second + (0.1 * random.NextDouble())}"));
        }

        Write("data", rows);
        Write("index_features", ["0", "1"]);
        Write("index_target", ["2"]);
        Write("n_splits", ["1"]);
        Write("index_train_0", Enumerable.Range(0, train).Select(row => $"{row}"));
        Write("index_test_0", Enumerable.Range(train, test).Select(row => $"{row}"));
        Write("dropout_rates", ["0.05"]);
        Write("tau_values", ["1"]);
        Write("n_epochs", ["40"]);
        Write("n_hidden", ["50"]);

        void Write(string file, IEnumerable<string> lines) =>
            folder.Write(Path.Combine(name, "data", $"{file}.txt"), Encoding.UTF8.GetBytes(string.Join('\n', lines)));
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

    private static double Number(Dictionary<string, string> results, string name) => double.Parse(results[name], CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Read(string output)
    {
        using JsonDocument results = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "results.json")));
        return results.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.ToString());
    }

    private static Dictionary<string, string> WithoutSeconds(Dictionary<string, string> results) =>
        results.Where(result => !result.Key.StartsWith("seconds_", StringComparison.Ordinal))
            .ToDictionary(result => result.Key, result => result.Value);
}
