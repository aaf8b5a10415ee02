using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests;

/// <summary>Detectors of the toy problem by an autoencoder; outliers are mirrored inliers.</summary>
internal abstract class GenerativeDetectorContract : DetectorContract
{
    protected override Tensor Outliers(ToyProblem toy) => ToyAutoencoders.Outliers(toy);

    /// <summary>Autoencoders live as long as the tests.</summary>
    [OneTimeSetUp]
    public void MakeAutoencoders()
    {
        foreach (torch.ScalarType type in new[] { torch.ScalarType.Float32, torch.ScalarType.Float64 })
        {
            using ToyProblem toy = new(type);
            ToyAutoencoders.Of(toy);
            ToyAutoencoders.Outliers(toy);
        }
    }

    [Test]
    public void MakeAndScore_Autoencoder_StaysAsItWas()
    {
        using ToyProblem toy = new();
        torch.nn.Module model = ToyAutoencoders.Of(toy);
        IReadOnlyList<string> before = NetworkState.Of(model);
        ISavableDetector detector = Make(toy);
        using IDisposable? owned = detector as IDisposable;
        Scores(detector, toy.Inliers);
        Assert.That(NetworkState.Of(model), Is.EqualTo(before));
        Assert.That(model.training, Is.True);
    }
}

[TestFixture]
internal sealed class LikelihoodReconstructionContract : GenerativeDetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => new ReconstructionDetector(Reader(toy));

    protected override ISavableDetector Load(string path, ToyProblem toy) => ReconstructionDetector.Load(path, Reader(toy));

    private static AutoencoderReader Reader(ToyProblem toy) =>
        AutoencoderReader.Of(ToyAutoencoders.Of(toy), ReconstructionError.NegativeLogLikelihood);
}

[TestFixture]
internal sealed class SquaredReconstructionContract : GenerativeDetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => new ReconstructionDetector(ToyAutoencoders.Plain(toy));

    protected override ISavableDetector Load(string path, ToyProblem toy) => ReconstructionDetector.Load(path, ToyAutoencoders.Plain(toy));
}

[TestFixture]
internal sealed class ReconstructionMahalanobisContract : GenerativeDetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => ReconstructionMahalanobisDetector.Fit(
        AutoencoderReader.Of(ToyAutoencoders.Of(toy)),
        toy.Unlabelled,
        [toy.Inliers],
        new ReconstructionMahalanobisOptions { Ridge = 0.01 });

    protected override ISavableDetector Load(string path, ToyProblem toy) =>
        ReconstructionMahalanobisDetector.Load(path, AutoencoderReader.Of(ToyAutoencoders.Of(toy)));
}

[TestFixture]
internal sealed class ClassMahalanobisContract : GenerativeDetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) =>
        ReconstructionMahalanobisDetector.Fit(ToyAutoencoders.Plain(toy), toy.Batches, [toy.Inliers]);

    protected override ISavableDetector Load(string path, ToyProblem toy) =>
        ReconstructionMahalanobisDetector.Load(path, ToyAutoencoders.Plain(toy));
}

[TestFixture]
internal sealed class ElboDetectorContract : GenerativeDetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) =>
        new ElboDetector(ToyAutoencoders.Of(toy), new ElboDetectorOptions { Draws = 4, Seed = 7 });

    protected override ISavableDetector Load(string path, ToyProblem toy) => ElboDetector.Load(path, ToyAutoencoders.Of(toy));
}

[TestFixture]
internal sealed class ImportanceWeightedDetectorContract : GenerativeDetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => new ElboDetector(
        ToyAutoencoders.Of(toy), new ElboDetectorOptions { Bound = LikelihoodBound.ImportanceWeighted, Draws = 6, Seed = -1 });

    protected override ISavableDetector Load(string path, ToyProblem toy) => ElboDetector.Load(path, ToyAutoencoders.Of(toy));
}

[TestFixture]
internal sealed class LikelihoodRegretDetectorContract : GenerativeDetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => new LikelihoodRegretDetector(
        ToyAutoencoders.Of(toy), new LikelihoodRegretOptions { Steps = 30, LearningRate = 0.1, Draws = 8, Seed = 3 });

    protected override ISavableDetector Load(string path, ToyProblem toy) => LikelihoodRegretDetector.Load(path, ToyAutoencoders.Of(toy));

    /// <summary>Where a slope is nearly 0, Adam turns its rounding into steps.</summary>
    protected override double SingleTolerance => 1e-3;
}
