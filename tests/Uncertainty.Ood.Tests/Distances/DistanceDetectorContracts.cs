using Uncertainty.Evaluation;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class MahalanobisDetectorContract : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => MahalanobisDetector.Fit(
        FeatureReader.OfLayers(toy.Network, ["fc2"]), toy.Batches, new MahalanobisOptions { Unbiased = true, Ridge = 1e-3 });

    protected override ISavableDetector Load(string path, ToyProblem toy) =>
        MahalanobisDetector.Load(path, FeatureReader.OfLayers(toy.Network, ["fc2"]));
}

[TestFixture]
internal sealed class MahalanobisDetectorOfLayersContract : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => MahalanobisDetector.Fit(Reader(toy), toy.Batches, new MahalanobisOptions { Ridge = 1e-3 });

    protected override ISavableDetector Load(string path, ToyProblem toy) => MahalanobisDetector.Load(path, Reader(toy));

    private static FeatureReader Reader(ToyProblem toy) => FeatureReader.OfLayers(toy.Network, ["fc1", "fc2", "fc3"]);
}

[TestFixture]
internal sealed class MahalanobisDetectorOfWeightedLayersContract : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => MahalanobisDetector.Fit(
        Reader(toy), toy.Batches, new MahalanobisOptions { Ridge = 1e-3, LayerWeights = [0.3, 1] });

    protected override ISavableDetector Load(string path, ToyProblem toy) => MahalanobisDetector.Load(path, Reader(toy));

    private static FeatureReader Reader(ToyProblem toy) => FeatureReader.OfLayers(toy.Network, ["norm", "fc2"]);
}

[TestFixture]
internal sealed class RelativeMahalanobisDetectorContract : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => RelativeMahalanobisDetector.Fit(
        FeatureReader.Penultimate(toy.Network), toy.Batches, new RelativeMahalanobisOptions { Ridge = 1e-3 });

    protected override ISavableDetector Load(string path, ToyProblem toy) =>
        RelativeMahalanobisDetector.Load(path, FeatureReader.Penultimate(toy.Network));
}

[TestFixture]
internal sealed class NearestNeighboursDetectorContract : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => NearestNeighboursDetector.Fit(
        FeatureReader.Penultimate(toy.Network), toy.Unlabelled, new NearestNeighboursOptions { Neighbours = 7, Samples = 200, Seed = 5 });

    protected override ISavableDetector Load(string path, ToyProblem toy) =>
        NearestNeighboursDetector.Load(path, FeatureReader.Penultimate(toy.Network));
}

[TestFixture]
internal sealed class RawNearestNeighboursDetectorContract : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => NearestNeighboursDetector.Fit(
        FeatureReader.Penultimate(toy.Network), toy.Unlabelled, new NearestNeighboursOptions { Neighbours = 2, Normalise = false });

    protected override ISavableDetector Load(string path, ToyProblem toy) =>
        NearestNeighboursDetector.Load(path, FeatureReader.Penultimate(toy.Network));
}

[TestFixture]
internal abstract class SheDetectorContract(SheMetric metric) : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) =>
        SheDetector.Fit(FeatureReader.Penultimate(toy.Network), toy.Batches, new SheOptions { Metric = metric });

    protected override ISavableDetector Load(string path, ToyProblem toy) =>
        SheDetector.Load(path, FeatureReader.Penultimate(toy.Network));
}

[TestFixture]
internal sealed class SheInnerProductContract() : SheDetectorContract(SheMetric.InnerProduct);

[TestFixture]
internal sealed class SheEuclideanContract() : SheDetectorContract(SheMetric.Euclidean);

[TestFixture]
internal sealed class SheCosineContract() : SheDetectorContract(SheMetric.Cosine);
