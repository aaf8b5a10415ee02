using System.Text.Json;
using LeNetMnist.Data;
using LeNetMnist.Tests.Data;

namespace LabelFolder.Tests;

/// <summary>The program from its command line to its files, with a simulated person.</summary>
[TestFixture]
internal sealed class ProgramTests
{
    private TemporaryFolder _folder = null!;
    private ImageSet _digits = null!;
    private string _output = null!;

    [OneTimeSetUp]
    public void RunOnce()
    {
        _folder = new TemporaryFolder();
        _digits = HandwrittenDigits.Generate(300, 1);
        IdxBytes.WriteDigits(_folder.Path, "train", _digits);
        IdxBytes.WriteDigits(_folder.Path, "t10k", HandwrittenDigits.Generate(100, 2));
        _output = Path.Combine(_folder.Path, "out");
        Assert.That(Program.Main(["--quick", "--data", _folder.Path, "--labels", "30", "--out", _output]), Is.Zero);
    }

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [Test]
    public void Run_SheetsAreFilledInByTheKnownLabelsAndNothingIsAskedTwice()
    {
        string[] rows = [.. Sheets().SelectMany(sheet => File.ReadAllLines(sheet).Skip(1))];
        Assert.That(Sheets(), Has.Length.EqualTo(2), "the first twenty, and a batch of ten");
        Assert.That(rows.Select(row => row.Split(',')[0]), Is.Unique.And.Exactly(30).Items);
        foreach (string[] row in rows.Select(line => line.Split(',')))
        {
            Assert.That(row[3], Is.EqualTo($"{_digits.Labels[int.Parse(row[0], null)]}"));
            Assert.That(File.Exists(Path.Combine(_output, "questions", row[1])), Is.True);
        }
    }

    [Test]
    public void Run_WritesNetworkNumbersAndCurve()
    {
        using JsonDocument results = JsonDocument.Parse(File.ReadAllText(Path.Combine(_output, "results.json")));
        Assert.That(results.RootElement.GetProperty("labels").GetInt32(), Is.EqualTo(30));
        Assert.That(results.RootElement.GetProperty("error").GetDouble(), Is.LessThan(.85), "guessing has 0.9");
        Assert.That(results.RootElement.GetProperty("stopped_because").GetString(), Does.Contain("budget of 30"));
        Assert.That(new[] { "lenet5.dat", "error.png", "labels.journal" }.Select(file => File.Exists(Path.Combine(_output, file))), Has.All.True);
    }

    [Test]
    public void Run_Again_GoesOnWhereItEnded()
    {
        string[] before = Sheets();
        Assert.That(Program.Main(["--quick", "--data", _folder.Path, "--labels", "30", "--out", _output]), Is.Zero);
        Assert.That(Sheets(), Is.EqualTo(before), "nothing was asked again");
    }

    [Test]
    public void BadInput_EndsWithOne()
    {
        Assert.That(Program.Main(["--quick", "--data", Path.Combine(_folder.Path, "none"), "--out", _output]), Is.EqualTo(1));
        Assert.That(Program.Main(["--quick", "--data", _folder.Path, "--labels", "0", "--out", _output]), Is.EqualTo(1));
        Assert.That(
            Program.Main(["--quick", "--data", _folder.Path, "--labels", "100000", "--out", Path.Combine(_folder.Path, "more")]), Is.EqualTo(1), "more than there are");
    }

    private string[] Sheets() => [.. Directory.GetFiles(Path.Combine(_output, "questions"), "*.csv").Order(StringComparer.Ordinal)];
}
