using TorchSharp;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests.Benchmarking;

[TestFixture]
internal sealed class OodBenchmarkTests
{
    private static readonly double[] Inliers = [4, 1, 3, 2];
    private static readonly double[] Outliers = [5, 3.5];

    [Test]
    public void Run_SixInputs_NumbersByHand()
    {
        OodBenchmarkRow row = Run(Batches.Of(Inliers), [("far", Batches.Of(Outliers))]).Row("value", "far");
        OodBenchmarkNumbers numbers = row.Numbers!;

        // 3.5 exceeds three inliers of four, 5 all.
        Assert.That(numbers.Auroc, Is.EqualTo(7 / 8.0).Within(1e-15));

        // From the highest: outlier (precision 1), inlier, outlier (2/3).
        Assert.That(numbers.AuprOutliers, Is.EqualTo((0.5 * 1) + (0.5 * 2 / 3)).Within(1e-15));

        // From the lowest: three inliers (precision 1), outlier, inlier (4/5).
        Assert.That(numbers.AuprInliers, Is.EqualTo((0.75 * 1) + (0.25 * 4 / 5)).Within(1e-15));

        // 95 % of four inliers are four: all up to 4 is accepted, 3.5 with them.
        Assert.That(numbers.FalsePositiveRate, Is.EqualTo(0.5));

        // From 3.5 on everything is called an outlier: one inlier of four, wrongly.
        Assert.That(numbers.DetectionError, Is.EqualTo(0.125).Within(1e-15));
        Assert.That((row.Inliers, row.Outliers, row.Runs, row.Failures), Is.EqualTo((4L, 2L, 1, 0)));
        Assert.That((row.Spread, row.Error, row.AurocTolerance), Is.EqualTo(((OodBenchmarkNumbers?)null, (string?)null, 0.0)));
    }

    [Test]
    public void Run_LowerTruePositiveRate_AcceptsFewerOutliers()
    {
        OodBenchmarkResult result = Run(
            Batches.Of(Inliers), [("far", Batches.Of(Outliers))], new OodBenchmarkOptions { TruePositiveRate = 0.75 });
        Assert.That(result.Row("value", "far").Numbers!.FalsePositiveRate, Is.Zero);
        Assert.That(result.TruePositiveRate, Is.EqualTo(0.75));
        Assert.That(result.ToMarkdown(), Does.Contain("FPR75"));
    }

    [Test]
    public void Run_TwoSets_EachHasARowAndTheMeanIsOfBoth()
    {
        OodBenchmarkResult result = Run(Batches.Of(Inliers), [("near", Batches.Of(2.5)), ("far", Batches.Of(Outliers))]);
        Assert.That(result.Rows.Select(row => (row.Detector, row.OutlierSet)), Is.EqualTo(new[] { ("value", "near"), ("value", "far") }));
        Assert.That(result.Row("value", "near").Numbers!.Auroc, Is.EqualTo(0.5));
        OodBenchmarkRow mean = result.Row("value", OodBenchmarkResult.Mean);
        Assert.That(mean, Is.SameAs(result.Means.Single()));
        Assert.That(mean.Numbers!.Auroc, Is.EqualTo((0.5 + (7 / 8.0)) / 2).Within(1e-15));
        Assert.That((mean.Inliers, mean.Outliers), Is.EqualTo((4L, 3L)));
    }

    [Test]
    public void Run_RandomScoresWithTies_AreThoseOfNaiveLoops([Values(1, 7, 500)] int batch)
    {
        Random random = new(5);
        double[] inside = [.. Enumerable.Range(0, 300).Select(_ => Math.Round(random.NextDouble() * 20))];
        double[] outside = [.. Enumerable.Range(0, 200).Select(_ => Math.Round(5 + (random.NextDouble() * 20)))];
        OodBenchmarkNumbers numbers = Run(Batches.Of(inside, batch), [("far", Batches.Of(outside, batch))]).Rows[0].Numbers!;

        double auroc = outside.Average(high => inside.Average(low => high > low ? 1.0 : high == low ? 0.5 : 0));
        double threshold = inside.Where(value => inside.Count(other => other <= value) >= 0.95 * inside.Length).Min();
        double error = inside.Concat(outside).Distinct().Min(
            cut => (outside.Count(value => value < cut) / 400.0) + (inside.Count(value => value >= cut) / 600.0));
        Assert.That(numbers.Auroc, Is.EqualTo(auroc).Within(1e-12));
        Assert.That(numbers.FalsePositiveRate, Is.EqualTo(outside.Count(value => value <= threshold) / 200.0).Within(1e-12));
        Assert.That(numbers.DetectionError, Is.EqualTo(error).Within(1e-12));
    }

    [Test]
    public void Run_MoreScoresThanAreKept_SaysHowFarOff()
    {
        Random random = new(6);
        double[] inside = [.. Enumerable.Range(0, 4000).Select(_ => random.NextDouble())];
        double[] outside = [.. Enumerable.Range(0, 4000).Select(_ => random.NextDouble() + 0.3)];
        OodBenchmarkRow exact = Run(Batches.Of(inside, 100), [("far", Batches.Of(outside, 100))]).Rows[0];
        OodBenchmarkRow rough = Run(
            Batches.Of(inside, 100), [("far", Batches.Of(outside, 100))], new OodBenchmarkOptions { DistinctScores = 64 }).Rows[0];
        Assert.That(exact.AurocTolerance, Is.Zero);
        Assert.That(rough.AurocTolerance, Is.GreaterThan(0));
        Assert.That(rough.Numbers!.Auroc, Is.EqualTo(exact.Numbers!.Auroc).Within(rough.AurocTolerance));
    }

    [Test]
    public void Run_DetectorFailsOnASet_SaysSoInItsRowsAndTheOthersGoOn()
    {
        OodBenchmarkResult result = OodBenchmark.Run(
            Batches.Of(Inliers),
            [("far", Batches.Of(Outliers)), ("near", Batches.Of(2.5))],
            [("bad", new ValueDetector(limit: 4.5)), ("good", new ValueDetector())]);
        OodBenchmarkRow failed = result.Row("bad", "far");
        Assert.That((failed.Numbers, failed.Runs, failed.Failures), Is.EqualTo(((OodBenchmarkNumbers?)null, 0, 1)));
        Assert.That(failed.Error, Is.EqualTo("InvalidOperationException: Out | of\nreach."));
        Assert.That(result.Row("bad", "near").Numbers!.Auroc, Is.EqualTo(0.5));
        Assert.That(result.Row("bad", OodBenchmarkResult.Mean).Error, Is.EqualTo(failed.Error));
        Assert.That(result.Row("good", "far").Numbers!.Auroc, Is.EqualTo(7 / 8.0).Within(1e-15));
    }

    [Test]
    public void Run_DetectorFailsOnTheInliers_FailsOnAllSets()
    {
        OodBenchmarkResult result = Run(
            Batches.Of(Inliers), [("far", Batches.Of(Outliers)), ("near", Batches.Of(2.5))], detector: new ValueDetector(limit: 3));
        Assert.That(result.Rows.Select(row => row.Error), Has.All.EqualTo("InvalidOperationException: Out | of\nreach."));
    }

    private static IEnumerable<TestCaseData> BadScores()
    {
        yield return new TestCaseData((Func<Tensor, Tensor>)(inputs => inputs.clone()), "must give [1] scores; got [1, 1]").SetName("{m}(matrix)");
        yield return new TestCaseData((Func<Tensor, Tensor>)(_ => torch.zeros(3)), "must give [1] scores; got [3]").SetName("{m}(count)");
        yield return new TestCaseData(
            (Func<Tensor, Tensor>)(inputs => inputs.select(1, 0) / 0), "finite scores; input 0 of a batch got").SetName("{m}(infinite)");
    }

    [TestCaseSource(nameof(BadScores))]
    public void Run_BadScores_AreAFailure(Func<Tensor, Tensor> beyond, string message)
    {
        OodBenchmarkResult result = Run(Batches.Of(Inliers), [("far", Batches.Of([6.0], 1))], detector: new ValueDetector(6, beyond));
        Assert.That(result.Rows[0].Error, Does.Contain(message));
    }

    [Test]
    public void Run_ThrowOnFailure_ThrowsWhatTheDetectorThrew()
    {
        OodBenchmarkOptions strict = new() { ThrowOnFailure = true };
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => Run(Batches.Of(Inliers), [("far", Batches.Of(Outliers))], strict, new ValueDetector(limit: 4.5)))!;
        Assert.That(error.Message, Is.EqualTo("Out | of\nreach."));
    }

    [Test]
    public void Run_Progress_TellsOfEveryBatch()
    {
        Reports<OodBenchmarkProgress> reports = new();
        OodBenchmark.Run(
            Batches.Of(Inliers, 3),
            [("far", Batches.Of(Outliers, 1))],
            [("a", new ValueDetector()), ("b", new ValueDetector())],
            progress: reports);
        Assert.That(reports.Seen.Take(4), Is.EqualTo(new OodBenchmarkProgress[]
        {
            new("a", 1, 2, null, 3, 3), new("a", 1, 2, null, 4, 4), new("a", 1, 2, "far", 1, 5), new("a", 1, 2, "far", 2, 6),
        }));
        Assert.That(reports.Seen.Skip(4), Is.EqualTo(reports.Seen.Take(4).Select(report => report with { Detector = "b", DetectorNumber = 2 })));
    }

    [Test]
    public void Run_Cancelled_Stops()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => OodBenchmark.Run(
            Batches.Of(Inliers), [("far", Batches.Of(Outliers))], [("value", new ValueDetector())], cancellationToken: source.Token));
    }

    [Test]
    public void Run_DetectorIsCancelled_IsNoFailure() => Assert.Throws<OperationCanceledException>(() => Run(
        Batches.Of(Inliers), [("far", Batches.Of(Outliers))], detector: new ValueDetector(3, _ => throw new OperationCanceledException())));

    private static IEnumerable<TestCaseData> BadArguments()
    {
        ValueDetector fine = new();
        yield return Case("inliers", "none", () => Run(Batches.Of(), Far()));
        yield return Case("inliers", "value 'inliers'", () => Run([null!], Far()), anyMessage: true);
        yield return Case("inliers", "no vector", () => Run([torch.tensor(1.0)], Far()), anyMessage: true);
        yield return Case("inliers", "4, then 0", () => OodBenchmark.Run(
            Batches.Once(Inliers), Far(), [("a", fine), ("b", fine)]));
        yield return Case("outliers", "2, then 0", () => OodBenchmark.Run(
            Batches.Of(Inliers), [("far", Batches.Once(Outliers))], [("a", fine), ("b", fine)]));
        yield return Case("outliers", "'far' gave none", () => Run(Batches.Of(Inliers), [("far", Batches.Of())]));
        yield return Case("outliers", "at least one", () => Run(Batches.Of(Inliers), []));
        yield return Case("outliers", "'far'", () => Run(Batches.Of(Inliers), [.. Far(), .. Far()]));
        yield return Case("outliers", "'mean'", () => Run(Batches.Of(Inliers), [("mean", Batches.Of(Outliers))]));
        yield return Case("outliers", "no batches", () => Run(Batches.Of(Inliers), [("far", null!)]), anyMessage: true);
        yield return Case("detectors", "at least one", () => OodBenchmark.Run(Batches.Of(Inliers), Far(), []));
        yield return Case("detectors", "' '", () => OodBenchmark.Run(Batches.Of(Inliers), Far(), [(" ", fine)]));
        yield return Case("detectors", "'a'", () => OodBenchmark.Run(Batches.Of(Inliers), Far(), [("a", fine), ("a", fine)]));

        static (string, IEnumerable<Tensor>)[] Far() => [("far", Batches.Of(Outliers))];

        static TestCaseData Case(string parameter, string what, Action run, bool anyMessage = false) =>
            new TestCaseData(parameter, anyMessage ? string.Empty : what, run).SetName($"{{m}}({parameter}, {what})");
    }

    [TestCaseSource(nameof(BadArguments))]
    public void Run_BadArguments_NamesTheParameter(string parameter, string message, Action run)
    {
        ArgumentException error = Assert.Catch<ArgumentException>(run)!;
        Assert.That(error.ParamName, Is.EqualTo(parameter));
        Assert.That(error.Message, Does.Contain(message));
    }

    [TestCase(0)]
    [TestCase(1.01)]
    [TestCase(double.NaN)]
    public void TruePositiveRate_OutOfRange_Throws(double value) => Assert.That(
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new OodBenchmarkOptions { TruePositiveRate = value })!.ParamName,
        Is.EqualTo(nameof(OodBenchmarkOptions.TruePositiveRate)));

    [Test]
    public void DistinctScores_TooFew_Throws() => Assert.That(
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new OodBenchmarkOptions { DistinctScores = 15 })!.ParamName,
        Is.EqualTo(nameof(OodBenchmarkOptions.DistinctScores)));

    [Test]
    public void Run_WhetherOrNotADetectorFails_NoTensorIsLeaked() => Leaks.AssertNone(() => OodBenchmark.Run(
        Batches.Of(Inliers, 3),
        [("far", Batches.Of(Outliers, 1))],
        [("bad", new ValueDetector(4.5)), ("worse", new ValueDetector(4.5, inputs => inputs.clone())), ("good", new ValueDetector())]));

    [Test]
    public void Run_DetectorsOfANetwork_FindOutliersAndLeaveEverythingAsItWas()
    {
        using ToyProblem toy = new();
        using MahalanobisDetector distance = MahalanobisDetector.Fit(
            FeatureReader.Penultimate(toy.Network), toy.Batches, new MahalanobisOptions { Ridge = 1e-6 });
        double[] weights = [.. toy.Network.parameters().SelectMany(Values.Of)];
        double[] inputs = Values.Of(toy.Inliers);
        OodBenchmarkResult result = OodBenchmark.Run(
            [toy.Inliers], [("between", [toy.Outliers])], [("energy", new EnergyDetector(toy.Network)), ("distance", distance)]);
        Assert.That(result.Rows.Select(row => row.Numbers!.Auroc), Has.All.GreaterThan(0.95));
        Assert.That(result.Rows.Select(row => row.Numbers!.SecondsPerThousand), Has.All.GreaterThan(0));
        Assert.That(toy.Network.parameters().SelectMany(Values.Of), Is.EqualTo(weights));
        Assert.That(toy.Network.training, Is.True);
        Assert.That(Values.Of(toy.Inliers), Is.EqualTo(inputs));
    }

    private static OodBenchmarkResult Run(
        IEnumerable<Tensor> inliers,
        IReadOnlyList<(string Name, IEnumerable<Tensor> Batches)> outliers,
        OodBenchmarkOptions? options = null,
        IOodDetector? detector = null) => OodBenchmark.Run(inliers, outliers, [("value", detector ?? new ValueDetector())], options);
}
