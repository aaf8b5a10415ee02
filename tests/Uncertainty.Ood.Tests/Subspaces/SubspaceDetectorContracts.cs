using Uncertainty.Evaluation;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class ResidualDetectorContract : DetectorContract
{
    /// <summary>What lies between the classes is not far from the subspace that they span.</summary>
    protected override double LeastAuroc => 0.9;

    protected override ISavableDetector Make(ToyProblem toy) => ResidualDetector.Fit(
        FeatureReader.Penultimate(toy.Network), toy.Unlabelled, new SubspaceOptions { Dimensions = 6 });

    protected override ISavableDetector Load(string path, ToyProblem toy) =>
        ResidualDetector.Load(path, FeatureReader.Penultimate(toy.Network));
}

[TestFixture]
internal sealed class VimDetectorContract : DetectorContract
{
    /// <summary>What lies between the classes is not far from the subspace that they span.</summary>
    protected override double LeastAuroc => 0.9;

    protected override ISavableDetector Make(ToyProblem toy) => VimDetector.Fit(
        FeatureReader.Penultimate(toy.Network), toy.Unlabelled, new SubspaceOptions { Dimensions = 6 });

    protected override ISavableDetector Load(string path, ToyProblem toy) =>
        VimDetector.Load(path, FeatureReader.Penultimate(toy.Network));
}
