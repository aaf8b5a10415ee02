namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class MaxProbabilityDetectorContract : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => new MaxProbabilityDetector(toy.Network, 1.7);

    protected override ISavableDetector Load(string path, ToyProblem toy) => MaxProbabilityDetector.Load(path, toy.Network);
}

[TestFixture]
internal sealed class MaxLogitDetectorContract : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => new MaxLogitDetector(toy.Network);

    protected override ISavableDetector Load(string path, ToyProblem toy) => MaxLogitDetector.Load(path, toy.Network);
}

[TestFixture]
internal sealed class EnergyDetectorContract : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => new EnergyDetector(toy.Network, 0.7);

    protected override ISavableDetector Load(string path, ToyProblem toy) => EnergyDetector.Load(path, toy.Network);
}

[TestFixture]
internal sealed class EntropyDetectorContract : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => new EntropyDetector(toy.Network);

    protected override ISavableDetector Load(string path, ToyProblem toy) => EntropyDetector.Load(path, toy.Network);
}

[TestFixture]
internal sealed class GeneralisedEntropyDetectorContract : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => new GeneralisedEntropyDetector(toy.Network, 0.2, 2);

    protected override ISavableDetector Load(string path, ToyProblem toy) => GeneralisedEntropyDetector.Load(path, toy.Network);
}

[TestFixture]
internal sealed class KlMatchingDetectorContract : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => KlMatchingDetector.Fit(toy.Network, toy.Unlabelled);

    protected override ISavableDetector Load(string path, ToyProblem toy) => KlMatchingDetector.Load(path, toy.Network);
}
