using Uncertainty.Evaluation;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal abstract class AshDetectorContract(AshVariant variant, double percentile) : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => new AshDetector(FeatureReader.Penultimate(toy.Network), variant, percentile);

    protected override ISavableDetector Load(string path, ToyProblem toy) =>
        AshDetector.Load(path, FeatureReader.Penultimate(toy.Network));
}

[TestFixture]
internal sealed class AshPruneContract() : AshDetectorContract(AshVariant.Prune, 40);

[TestFixture]
internal sealed class AshBinariseContract() : AshDetectorContract(AshVariant.Binarise, 75);

[TestFixture]
internal sealed class AshScaleContract() : AshDetectorContract(AshVariant.Scale, 40);

[TestFixture]
internal sealed class ScaleDetectorContract : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => new ScaleDetector(FeatureReader.Penultimate(toy.Network), 60);

    protected override ISavableDetector Load(string path, ToyProblem toy) =>
        ScaleDetector.Load(path, FeatureReader.Penultimate(toy.Network));
}

[TestFixture]
internal sealed class ReactDetectorContract : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) =>
        ReactDetector.Fit(FeatureReader.Penultimate(toy.Network), toy.Unlabelled, new ReactOptions { Percentile = 95 });

    protected override ISavableDetector Load(string path, ToyProblem toy) =>
        ReactDetector.Load(path, FeatureReader.Penultimate(toy.Network));
}

[TestFixture]
internal sealed class DiceDetectorContract : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) =>
        DiceDetector.Fit(FeatureReader.Penultimate(toy.Network), toy.Unlabelled, new DiceOptions { Percentile = 50 });

    protected override ISavableDetector Load(string path, ToyProblem toy) =>
        DiceDetector.Load(path, FeatureReader.Penultimate(toy.Network));
}
