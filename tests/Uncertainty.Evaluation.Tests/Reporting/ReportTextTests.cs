using System.Text.Json;

namespace Uncertainty.Evaluation.Tests.Reporting;

[TestFixture]
internal sealed class ReportTextTests
{
    private static readonly ClassificationReport Classes = MakeClasses();
    private static readonly RegressionReport Numbers = MakeNumbers();

    private static IEnumerable<TestCaseData> Reports() =>
    [
        new TestCaseData(Classes).SetArgDisplayNames("classification"),
        new TestCaseData(Numbers).SetArgDisplayNames("regression"),
        new TestCaseData(ClassificationReport.FromPredictions([0.9, 0.1], 2, [0])).SetArgDisplayNames("one input"),
        new TestCaseData(RegressionReport.FromPredictions([1], [1], [2])).SetArgDisplayNames("one number"),
    ];

    [TestCaseSource(nameof(Reports))]
    public void ToJson_ReadBack_HoldsEqualMeasures(EvaluationReport report)
    {
        using JsonDocument document = JsonDocument.Parse(report.ToJson());
        JsonElement root = document.RootElement;
        Assert.That(root.GetProperty("format").GetString(), Is.EqualTo("uncertainty-report"));
        Assert.That(root.GetProperty("version").GetInt32(), Is.EqualTo(EvaluationReport.FormatVersion));
        Assert.That(root.GetProperty("predictions").GetInt64(), Is.EqualTo(report.Predictions));
        Assert.That(root.GetProperty("libraryVersion").GetString(), Is.EqualTo(report.LibraryVersion));
        Assert.That(root.GetProperty("measures").EnumerateObject().Select(measure => measure.Name), Is.EqualTo(report.Measures.Select(measure => measure.Name)));
        foreach (ReportMeasure measure in report.Measures)
        {
            JsonElement value = root.GetProperty("measures").GetProperty(measure.Name);
            double? read = value.ValueKind == JsonValueKind.Null ? null : value.GetDouble();
            Assert.That(read, Is.EqualTo(measure.Value), measure.Name);
        }
    }

    [TestCaseSource(nameof(Reports))]
    public void ToJson_EveryNull_HasAReason(EvaluationReport report)
    {
        using JsonDocument document = JsonDocument.Parse(report.ToJson());
        string[] nulls = [.. Nulls(document.RootElement, "")];
        IEnumerable<string> reasons = document.RootElement.GetProperty("absent").EnumerateObject().Select(entry => entry.Name);
        Assert.That(reasons, Is.EquivalentTo(nulls));
        Assert.That(document.RootElement.GetProperty("absent").EnumerateObject().Select(entry => entry.Value.GetString()), Has.All.Not.Empty);
        Assert.That(report.ToJson(), Does.Not.Contain("NaN").And.Not.Contain("Infinity"));
    }

    [Test]
    public void ToJson_Classification_HoldsListsAndTables()
    {
        using JsonDocument document = JsonDocument.Parse(Classes.ToJson());
        JsonElement root = document.RootElement;
        Assert.That(root.GetProperty("date").GetString(), Is.EqualTo("2026-01-31"));
        Assert.That(root.GetProperty("draws").GetInt32(), Is.EqualTo(50));
        Assert.That(root.GetProperty("perClass").GetArrayLength(), Is.EqualTo(3));
        Assert.That(root.GetProperty("perClass")[1].GetProperty("name").GetString(), Is.EqualTo("b|c \"é\""));
        Assert.That(root.GetProperty("perClass")[1].GetProperty("accuracy").GetDouble(), Is.EqualTo(Classes.Classes[1].Accuracy));
        Assert.That(root.GetProperty("confusion")[2][1].GetInt64(), Is.EqualTo(Classes.Confusion[2, 1]));
        Assert.That(root.GetProperty("reliability").GetArrayLength(), Is.EqualTo(15));
        Assert.That(root.GetProperty("accuracyAtCoverageByTotal")[3].GetProperty("coverage").GetDouble(), Is.EqualTo(0.9));
        Assert.That(
            root.GetProperty("accuracyAtCoverageByEpistemic")[3].GetProperty("accuracy").GetDouble(),
            Is.EqualTo(Classes.ErrorFindings[2].RiskCoverage.SelectiveAccuracy(0.9)));
        Assert.That(root.GetProperty("mostEpistemic")[0].GetProperty("input").GetInt64(), Is.EqualTo(Classes.MostEpistemic![0].Input));
    }

    [Test]
    public void ToJson_Regression_HoldsEachOutput()
    {
        using JsonDocument document = JsonDocument.Parse(Numbers.ToJson());
        JsonElement root = document.RootElement;
        Assert.That(root.GetProperty("perOutput").GetArrayLength(), Is.EqualTo(2));
        Assert.That(
            root.GetProperty("perOutput")[1].GetProperty("measures").GetProperty("crps").GetDouble(),
            Is.EqualTo(Numbers.Outputs[1].Summary.Crps));
        Assert.That(root.GetProperty("intervals")[3].GetProperty("coverage").GetDouble(), Is.EqualTo(Numbers.All.Intervals[3].Coverage));
        Assert.That(root.GetProperty("quantileCalibration").GetProperty("observed").GetArrayLength(), Is.EqualTo(100));
        Assert.That(root.GetProperty("worstCalibrated").GetArrayLength(), Is.EqualTo(10));
    }

    [TestCaseSource(nameof(Reports))]
    public void ToMarkdown_Tables_AreAligned(EvaluationReport report)
    {
        string page = report.ToMarkdown();
        TestContext.Out.WriteLine(page);
        string[] lines = page.Split('\n');
        Assert.That(lines[0], Does.StartWith("# ").And.Contain(" on "));
        Assert.That(lines.Count(line => line.StartsWith("## ", StringComparison.Ordinal)), Is.GreaterThanOrEqualTo(4));
        Assert.That(page, Does.Not.Contain("NaN").And.Not.Contain("∞"));
        int tables = 0;
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].StartsWith('|'))
            {
                bool goesOn = lines[i - 1].StartsWith('|');
                tables += goesOn ? 0 : 1;
                Assert.That(!goesOn || lines[i].Length == lines[i - 1].Length, Is.True, lines[i]);
            }
        }

        Assert.That(tables, Is.GreaterThanOrEqualTo(4));
    }

    [Test]
    public void ToMarkdown_Names_DoNotBreakTables() => Assert.That(Classes.ToMarkdown(), Does.Contain("b\\|c \"é\""));

    [Test]
    public void ToMarkdown_ManyClasses_ShowsTheMistakesAndNotTheMatrix()
    {
        (double[] probabilities, long[] labels) = MetricData.Classification(9, 300, 60);
        string page = ClassificationReport.FromPredictions(probabilities, 60, labels).ToMarkdown();
        Assert.That(page, Does.Contain("taken for").And.Contain("The 50 of lowest F1"));
        Assert.That(page.Split('\n').Max(line => line.Length), Is.LessThan(140));
    }

    [Test]
    public void Write_Files_AreWholeAndReplaceOthers()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string json = Path.Combine(folder, "report.json");
            File.WriteAllText(json, "old");
            Classes.WriteJson(json);
            Classes.WriteMarkdown(Path.Combine(folder, "report.md"));
            Assert.That(File.ReadAllText(json), Is.EqualTo(Classes.ToJson()));
            Assert.That(File.ReadAllText(Path.Combine(folder, "report.md")), Is.EqualTo(Classes.ToMarkdown()));
            Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(2), "nothing else is left");
            Assert.Catch<IOException>(() => Classes.WriteJson(Path.Combine(folder, "none", "report.json")));
            Assert.Throws<ArgumentNullException>(() => Classes.WriteJson(null!));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void Compare_TwoModels_MarksTheBetter()
    {
        ClassificationReport good = ClassificationReport.FromPredictions(
            [0.9, 0.1, 0.2, 0.8], 2, [0, 1], new ClassificationReportOptions { Model = "good", Data = "d" });
        ClassificationReport poor = ClassificationReport.FromPredictions(
            [0.9, 0.1, 0.8, 0.2], 2, [0, 1], new ClassificationReportOptions { Model = "poor", Data = "d" });
        string table = EvaluationReport.Compare(good, poor);
        TestContext.Out.WriteLine(table);
        string accuracy = table.Split('\n').Single(line => line.StartsWith("| Accuracy", StringComparison.Ordinal));
        Assert.That(accuracy.Split('|').Select(cell => cell.Trim()), Is.EqualTo(new[] { "", "Accuracy", "**1.000**", "0.5000", "higher", "" }));
        ClassificationReportTests.Refused("reports", () => EvaluationReport.Compare(good));
        ClassificationReportTests.Refused("reports", () => EvaluationReport.Compare(good, Numbers));
        ClassificationReportTests.Refused("reports", () => EvaluationReport.Compare(good, Classes));
    }

    [TestCase(0.0, "0")]
    [TestCase(0.98123, "0.9812")]
    [TestCase(0.0123456, "0.01235")]
    [TestCase(12.3456, "12.35")]
    [TestCase(-1234.56, "-1235")]
    [TestCase(123456.7, "123457")]
    [TestCase(0.000001234, "1.234e-6")]
    [TestCase(3e8, "3.000e+8")]
    [TestCase(double.NaN, "–")]
    [TestCase(null, "–")]
    public void Number_HasFourDigits(double? value, string expected) => Assert.That(ReportText.Number(value), Is.EqualTo(expected));

    [TestCase(0.5, 0.75, "`██████████····◆·····`")]
    [TestCase(1.0, 1.0, "`███████████████████◆`")]
    [TestCase(0.0, 0.0, "`◆···················`")]
    public void Bar_EndsAtTheShareAndMarksWhereItShould(double share, double mark, string expected) =>
        Assert.That(ReportText.Bar(share, mark), Is.EqualTo(expected));

    private static IEnumerable<string> Nulls(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Null => [path],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Nulls(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((value, i) => Nulls(value, $"{path}[{i}]")),
        _ => [],
    };

    private static ClassificationReport MakeClasses()
    {
        (double[] probabilities, long[] labels) = MetricData.Classification(3, 500, 3);
        for (int i = 0; i < labels.Length; i += 1)
        {
            double[] row = probabilities[(3 * i)..(3 * (i + 1))];
            labels[i] = i % 5 == 0 ? labels[i] : Array.IndexOf(row, row.Max());
        }

        double[] aleatoric = [.. UncertaintyDecomposition.Entropy(probabilities, 1, 3).Total.Zip(MetricData.Uniform(4, 500), (all, share) => all * share)];
        return ClassificationReport.FromPredictions(
            probabilities,
            3,
            labels,
            new ClassificationReportOptions
            {
                Model = "Small network, MC dropout",
                Data = "made-up test set",
                Date = new DateOnly(2026, 1, 31),
                ClassNames = ["a", "b|c \"é\"", "d"],
            },
            aleatoric,
            draws: 50);
    }

    private static RegressionReport MakeNumbers()
    {
        (double[] means, double[] variances, double[] targets, double[] epistemic) = RegressionReportTests.Data(400);
        return RegressionReport.FromPredictions(
            means, variances, targets, 2, new RegressionReportOptions { Model = "net", Data = "house prices" }, epistemic, draws: 20);
    }
}
