using Uncertainty.Evaluation;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class OdinDetectorContract : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => new OdinDetector(
        toy.Network, new OdinOptions { Temperature = 5, Step = 0.02, InputScale = [1, 0.5, 1, 2] });

    protected override ISavableDetector Load(string path, ToyProblem toy) => OdinDetector.Load(path, toy.Network);
}

[TestFixture]
internal sealed class GradNormDetectorContract : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => new GradNormDetector(FeatureReader.Penultimate(toy.Network), 1.3);

    protected override ISavableDetector Load(string path, ToyProblem toy) =>
        GradNormDetector.Load(path, FeatureReader.Penultimate(toy.Network));
}
