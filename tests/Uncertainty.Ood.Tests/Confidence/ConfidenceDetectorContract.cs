using Uncertainty.Evaluation;

namespace Uncertainty.Ood.Tests;

[TestFixture(0)]
[TestFixture(0.01)]
internal sealed class ConfidenceDetectorContract(double step) : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => new ConfidenceDetector(
        toy.ConfidenceNetwork,
        new ConfidenceOutput(ToyProblem.Classes, 0.2),
        new ConfidenceDetectorOptions { Step = step, InputScale = step > 0 ? [0.7] : null });

    protected override ISavableDetector Load(string path, ToyProblem toy) => ConfidenceDetector.Load(path, toy.ConfidenceNetwork);
}
