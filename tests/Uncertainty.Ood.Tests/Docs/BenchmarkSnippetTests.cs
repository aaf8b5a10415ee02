using TorchSharp;
using Uncertainty.Evaluation;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.Ood.Tests.Docs;

/// <summary>The code of docs/methods/ood-benchmark.md, as it stands there.</summary>
[TestFixture]
internal sealed class BenchmarkSnippetTests
{
    [Test]
    public void BenchmarkPage()
    {
        using ToyProblem toy = new();
        using Files files = new();
        using DisposeScope scope = NewDisposeScope();
        Module<Tensor, Tensor> network = toy.Network;
        using MahalanobisDetector mahalanobis = MahalanobisDetector.Fit(
            FeatureReader.Penultimate(network), toy.Batches, new MahalanobisOptions { Ridge = 1e-6 });
        Tensor[] test = [toy.Inliers];
        Tensor[] near = [toy.Outliers];
        Tensor[] far = [-2 * toy.Inliers];
        string path = files.Path("run.json");

        // test: inliers that nothing was fitted on, in batches. near, far: outliers. All of them can be gone through again.
        OodBenchmarkResult result = OodBenchmark.Run(
            test,
            [("near", near), ("far", far)],
            [("MSP", new MaxProbabilityDetector(network)), ("energy", new EnergyDetector(network)), ("distance", mahalanobis)]);
        string table = result.ToMarkdown();
        double accepted = result.Row("energy", "near").Numbers!.FalsePositiveRate;

        OodBenchmarkResult again = result;
        File.WriteAllText(path, result.ToJson());
        OodBenchmarkResult seeds = OodBenchmarkResult.Combine([again, OodBenchmarkResult.FromJson(File.ReadAllText(path))]);
        OodBenchmarkRow row = seeds.Row("distance", OodBenchmarkResult.Mean);      // over both sets
        double mean = row.Numbers!.Auroc;
        double spread = row.Spread!.Auroc;

        Assert.That(table.Split('\n'), Has.Length.EqualTo(12));
        Assert.That(accepted, Is.LessThan(0.2));
        Assert.That(mean, Is.GreaterThan(0.95));
        Assert.That(spread, Is.Zero);
    }
}
