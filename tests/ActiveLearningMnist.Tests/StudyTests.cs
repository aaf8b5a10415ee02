using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using LeNetMnist.Data;
using LeNetMnist.Tests.Data;

namespace ActiveLearningMnist.Tests;

/// <summary>The program from its command line to its files, on digits that it draws itself.</summary>
[TestFixture]
internal sealed class StudyTests
{
    private static readonly string[] Promised =
    [
        "data_source", "functions", "seeds", "labels", "labels_initial", "batch", "candidates", "draws", "threads", "error_at_budget_random",
        "error_at_budget_spread_random", "error_at_budget_bald", "error_at_budget_minus_random_bald", "error_at_budget_minus_random_spread_bald",
        "runs_to_10_percent_error_bald", "runs_to_5_percent_error_random", "seconds_total",
    ];

    private TemporaryFolder _folder = null!;
    private string _output = null!;

    [OneTimeSetUp]
    public void RunOnce()
    {
        _folder = new TemporaryFolder();
        IdxBytes.WriteDigits(_folder.Path, "train", HandwrittenDigits.Generate(400, 1));
        IdxBytes.WriteDigits(_folder.Path, "t10k", HandwrittenDigits.Generate(100, 2));
        _output = Path.Combine(_folder.Path, "out");
        Assert.That(Program.Main(Arguments(_output)), Is.Zero);
    }

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [Test]
    public void Main_Quick_WritesEveryPromisedNumber()
    {
        using JsonDocument results = JsonDocument.Parse(File.ReadAllText(Path.Combine(_output, "results.json")));
        foreach (string name in Promised)
        {
            Assert.That(results.RootElement.TryGetProperty(name, out _), Is.True, name);
        }

        Assert.That(results.RootElement.GetProperty("error_at_budget_random").GetDouble(), Is.LessThan(0.8), "guessing has 0.9");
    }

    [Test]
    public void Main_Quick_WritesACurveForEachFunctionAndSeed()
    {
        string[] lines = File.ReadAllLines(Path.Combine(_output, "curves.csv"));
        Assert.That(lines[0], Is.EqualTo("function,seed,round,labels,accuracy"));
        Assert.That(lines.Skip(1).Select(line => line[..line.LastIndexOf(',')]), Is.EqualTo(new[]
        {
            "random,0,1,20", "random,0,2,30", "random,0,3,40", "bald,0,1,20", "bald,0,2,30", "bald,0,3,40",
            "random,1,1,20", "random,1,2,30", "random,1,3,40", "bald,1,1,20", "bald,1,2,30", "bald,1,3,40",
        }));
        Assert.That(Accuracy("bald,0,1,20,"), Is.EqualTo(Accuracy("random,0,1,20,")), "the same labels and weights at first");

        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_output, "curves.json")));
        JsonElement last = json.RootElement[3].GetProperty("points")[2];
        Assert.That(json.RootElement[3].GetProperty("function").GetString(), Is.EqualTo("bald"));
        Assert.That(last.GetProperty("labels").GetInt32(), Is.EqualTo(40));
        Assert.That(last.GetProperty("accuracy").GetDouble(), Is.EqualTo(double.Parse(Accuracy("bald,1,3,40,"), CultureInfo.InvariantCulture)));

        string Accuracy(string start) => lines.Single(line => line.StartsWith(start, StringComparison.Ordinal)).Split(',')[^1];
    }

    [Test]
    public void Main_Quick_WritesAPictureTwiceAsSharp()
    {
        byte[] picture = File.ReadAllBytes(Path.Combine(_output, "curves.png"));
        Assert.That(picture[1..4], Is.EqualTo("PNG"u8.ToArray()));
        Assert.That(BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(16)), Is.EqualTo(1800));
        Assert.That(BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(20)), Is.EqualTo(1200));
    }

    [TestCase("random")]
    [TestCase("bald")]
    public void Main_Quick_DrawsTheLastChoiceOfEachFunctionWithTheFirstSeed(string function)
    {
        byte[] picture = File.ReadAllBytes(Path.Combine(_output, $"{function}_seed_0_choice.png"));
        Assert.That(picture[1..4], Is.EqualTo("PNG"u8.ToArray()));
        Assert.That(File.Exists(Path.Combine(_output, $"{function}_seed_1_choice.png")), Is.False);
    }

    [Test]
    public void Main_AgainAfterBeingStopped_ComesToTheSameCurves()
    {
        string again = Copy("stopped");
        string cut = Path.Combine(again, "bald_seed_0.journal");
        byte[] whole = File.ReadAllBytes(cut);
        File.WriteAllBytes(cut, whole[..(whole.Length / 2)]);
        File.Delete(Path.Combine(again, "random_seed_1.journal"));
        File.Delete(Path.Combine(again, "curves.csv"));

        Assert.That(Program.Main(Arguments(again)), Is.Zero);

        Assert.That(File.ReadAllText(Path.Combine(again, "curves.csv")), Is.EqualTo(File.ReadAllText(Path.Combine(_output, "curves.csv"))));
        Assert.That(File.ReadAllBytes(cut), Is.EqualTo(whole));
    }

    [Test]
    public void Main_MoreLabels_GoesOnWithTheSameRounds()
    {
        string more = Copy("more");
        Assert.That(Program.Main(Arguments(more, "bald", seeds: 1, labels: 50)), Is.Zero);
        string[] lines = File.ReadAllLines(Path.Combine(more, "curves.csv"));
        string[] before = File.ReadAllLines(Path.Combine(_output, "curves.csv"));
        Assert.That(lines[1..4], Is.EqualTo(before.Where(line => line.StartsWith("bald,0,", StringComparison.Ordinal))));
        Assert.That(lines[4], Does.StartWith("bald,0,4,50,"));
    }

    [TestCase("--draws", "11")]
    [TestCase("--batch", "5")]
    [TestCase("--candidates", "100")]
    public void Main_OtherSettingsThanTheJournals_EndsWithOneAndLeavesThem(string name, string value)
    {
        string other = Copy("other" + value);
        byte[] before = File.ReadAllBytes(Path.Combine(other, "random_seed_0.journal"));
        Assert.That(Program.Main([.. Arguments(other), name, value]), Is.EqualTo(1));
        Assert.That(File.ReadAllBytes(Path.Combine(other, "random_seed_0.journal")), Is.EqualTo(before));
    }

    [Test]
    public void Main_FolderWithoutMnist_EndsWithOneAndWritesNoResults()
    {
        using TemporaryFolder folder = new();
        string output = Path.Combine(folder.Path, "out");
        Assert.That(Program.Main(["--quick", "--data", folder.Path, "--out", output]), Is.EqualTo(1));
        Assert.That(File.Exists(Path.Combine(output, "results.json")), Is.False);
    }

    [TestCase("--functions", "bald,no-such")]
    [TestCase("--functions", "bald,bald")]
    [TestCase("--functions", ",")]
    [TestCase("--labels", "45")]
    [TestCase("--labels", "10")]
    [TestCase("--labels", "100000")]
    [TestCase("--seeds", "0")]
    [TestCase("--batch", "-1")]
    [TestCase("--candidates", "none")]
    [TestCase("--no-such-option", "1")]
    public void Main_BadOption_EndsWithOne(string name, string value)
    {
        string output = Path.Combine(_folder.Path, "bad");
        Assert.That(Program.Main(["--quick", "--data", _folder.Path, "--out", output, name, value]), Is.EqualTo(1));
        Assert.That(Directory.Exists(output) ? Directory.GetFiles(output) : [], Is.Empty);
    }

    private string[] Arguments(string output, string functions = "random,bald", int seeds = 2, int labels = 40) =>
    [
        "--quick", "--data", _folder.Path, "--out", output, "--functions", functions, "--seeds", $"{seeds}", "--labels", $"{labels}",
    ];

    private string Copy(string name)
    {
        string copy = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(_output))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }
}
