using System.Text.Json.Nodes;

namespace Uncertainty.Ood.Tests.Benchmarking;

[TestFixture]
internal sealed class OodBenchmarkResultTests
{
    [Test]
    public void Combine_ThreeRuns_MeanAndSpread()
    {
        OodBenchmarkResult result = OodBenchmarkResult.Combine([Run(0.7), Run(0.8), Run(0.9)]);
        OodBenchmarkRow row = result.Row("a", "far");
        Assert.That((result.Runs, row.Runs, row.Failures), Is.EqualTo((3, 3, 0)));
        Assert.That(row.Numbers!.Auroc, Is.EqualTo(0.8).Within(1e-15));
        Assert.That(row.Spread!.Auroc, Is.EqualTo(0.1).Within(1e-15));
        Assert.That(row.Spread.FalsePositiveRate, Is.Zero.Within(1e-15));

        // (0.7 + 0.5) / 2, (0.8 + 0.5) / 2, (0.9 + 0.5) / 2
        Assert.That(result.Row("a", OodBenchmarkResult.Mean).Numbers!.Auroc, Is.EqualTo(0.65).Within(1e-15));
        Assert.That(result.Row("a", OodBenchmarkResult.Mean).Spread!.Auroc, Is.EqualTo(0.05).Within(1e-15));
    }

    [Test]
    public void Combine_Combined_IsAllTheirRuns()
    {
        OodBenchmarkResult pair = OodBenchmarkResult.Combine([Run(0.7), Run(0.8)]);
        Assert.That(
            OodBenchmarkResult.Combine([pair, Run(0.9)]).ToJson(),
            Is.EqualTo(OodBenchmarkResult.Combine([Run(0.7), Run(0.8), Run(0.9)]).ToJson()));
    }

    [Test]
    public void Combine_OneRunFailed_IsOfTheOthersAndSaysSo()
    {
        OodBenchmarkResult result = OodBenchmarkResult.Combine([Run(null), Run(0.8), Run(0.9)]);
        OodBenchmarkRow row = result.Row("a", "far");
        Assert.That((row.Runs, row.Failures, row.Error), Is.EqualTo((2, 1, "broken | by\nchance")));
        Assert.That(row.Numbers!.Auroc, Is.EqualTo(0.85).Within(1e-15));
        Assert.That(row.Inliers, Is.EqualTo(4));
        Assert.That(result.ToMarkdown(), Does.EndWith("\n\n- a on far failed in 1 of 3: broken \\| by chance\n"));
    }

    [Test]
    public void Combine_NoneOrOthers_Throws()
    {
        OodBenchmarkResult other = OodBenchmarkResult.FromJson(Run(0.7).ToJson().Replace("\"near\"", "\"nearer\"", StringComparison.Ordinal));
        foreach (OodBenchmarkResult[] bad in new OodBenchmarkResult[][] { [], [Run(0.7), other], [Run(0.7), null!] })
        {
            Assert.That(Assert.Catch<ArgumentException>(() => OodBenchmarkResult.Combine(bad))!.ParamName, Is.EqualTo("results"));
        }
    }

    [Test]
    public void ToMarkdown_TwoSets_IsAnAlignedTable()
    {
        string[] lines = Run(0.7).ToMarkdown().TrimEnd().Split('\n');
        Assert.That(lines, Is.EqualTo(new[]
        {
            "| detector | outliers |  AUROC | AUPR-out | AUPR-in |  FPR95 | detection error | ms per 1,000 |",
            "|----------|----------|-------:|---------:|--------:|-------:|----------------:|-------------:|",
            "| a        | far      | 0.7000 |   0.6000 |  0.5000 | 0.4000 |          0.3000 |        150.0 |",
            "| a        | near     | 0.5000 |   0.6000 |  0.5000 | 0.4000 |          0.3000 |        150.0 |",
            "| a        | mean     | 0.6000 |   0.6000 |  0.5000 | 0.4000 |          0.3000 |        150.0 |",
        }));
    }

    [Test]
    public void ToMarkdown_SeveralRuns_HasSpreads() =>
        Assert.That(OodBenchmarkResult.Combine([Run(0.7), Run(0.9)]).ToMarkdown(), Does.Contain("| 0.8000 ± 0.1414 |"));

    [Test]
    public void ToMarkdown_Failed_SaysWhyBelow()
    {
        string[] lines = Run(null).ToMarkdown().TrimEnd().Split('\n');
        Assert.That(lines[2], Does.StartWith("| a        | far      | failed |          |"));
        Assert.That(lines[^1], Is.EqualTo("- a on far failed in 1 of 1: broken \\| by chance"));
    }

    [Test]
    public void FromJson_OfToJson_IsTheSame([Values] bool combined, [Values] bool failed)
    {
        OodBenchmarkResult result = Run(failed ? null : 0.7123456789012345);
        result = combined ? OodBenchmarkResult.Combine([result, Run(0.9)]) : result;
        OodBenchmarkResult read = OodBenchmarkResult.FromJson(result.ToJson());
        Assert.That(read.ToJson(), Is.EqualTo(result.ToJson()));
        Assert.That(read.Rows, Is.EqualTo(result.Rows));
        Assert.That(read.Means, Is.EqualTo(result.Means));
        Assert.That((read.Runs, read.TruePositiveRate), Is.EqualTo((result.Runs, result.TruePositiveRate)));
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("[1, 2]")]
    [TestCase("version", 2)]
    [TestCase("kind", "something else")]
    [TestCase("truePositiveRate", "high")]
    public void FromJson_DamagedForeignOrNewer_IsRefused(string text, object? value = null)
    {
        if (value is not null)
        {
            JsonNode root = JsonNode.Parse(Run(0.7).ToJson())!;
            root[text] = JsonValue.Create(value);
            text = root.ToJsonString();
        }

        Assert.Throws<InvalidDataException>(() => OodBenchmarkResult.FromJson(text));
    }

    [Test]
    public void FromJson_CutShortOrWithARowMissing_IsRefused()
    {
        string json = Run(0.7).ToJson();
        Assert.Throws<InvalidDataException>(() => OodBenchmarkResult.FromJson(json[..^5]));
        JsonNode root = JsonNode.Parse(OodBenchmarkResult.Combine([Run(0.7), Run(0.8)]).ToJson())!;
        root["runs"]![1]!.AsArray().RemoveAt(0);
        Assert.Throws<InvalidDataException>(() => OodBenchmarkResult.FromJson(root.ToJsonString()));
        root["runs"]![1] = null;
        Assert.Throws<InvalidDataException>(() => OodBenchmarkResult.FromJson(root.ToJsonString()));
        root["runs"] = new JsonArray();
        Assert.Throws<InvalidDataException>(() => OodBenchmarkResult.FromJson(root.ToJsonString()));
    }

    [Test]
    public void Row_NoSuchName_Throws()
    {
        OodBenchmarkResult result = Run(0.7);
        Assert.That(Assert.Throws<ArgumentException>(() => result.Row("b", "far"))!.ParamName, Is.EqualTo("detector"));
        Assert.That(Assert.Throws<ArgumentException>(() => result.Row("a", "farther"))!.ParamName, Is.EqualTo("outlierSet"));
    }

    /// <summary>One detector on two sets, with this AUROC on the first, or an error, and one half on the second.</summary>
    private static OodBenchmarkResult Run(double? auroc) => new(
        [
            [
                new RunRow
                {
                    Detector = "a",
                    OutlierSet = "far",
                    Inliers = auroc is null ? 0 : 4,
                    Outliers = auroc is null ? 0 : 2,
                    Numbers = auroc is { } value ? Numbers(value) : null,
                    Error = auroc is null ? "broken | by\nchance" : null,
                },
                new RunRow { Detector = "a", OutlierSet = "near", Inliers = 4, Outliers = 2, Numbers = Numbers(0.5) },
            ],
        ],
        truePositiveRate: 0.95);

    private static OodBenchmarkNumbers Numbers(double auroc) => new()
    {
        Auroc = auroc,
        AuprOutliers = 0.6,
        AuprInliers = 0.5,
        FalsePositiveRate = 0.4,
        DetectionError = 0.3,
        SecondsPerThousand = 0.2,
        ProcessorSecondsPerThousand = 0.15,
    };
}
