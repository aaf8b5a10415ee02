using LeNetMnist.Data;
using TorchSharp.Modules;

namespace MnistActiveLearning;

/// <summary>What is compared, on what and by which network.</summary>
internal sealed record Experiment
{
    internal const string RepeatedFolder = "repeated-mnist";

    private const int CheapLabels = 400;

    private static readonly Protocol DeepBayesian = new()
    {
        TrainImages = int.MaxValue,
        TestImages = int.MaxValue,
        Repeats = 3,
        Labels = 1_000,
        Candidates = 2_000,
        Draws = 50,
        TestDraws = 20,
        Recipe = new TrainingRecipe(4_000, 10, 2e-3, 20, 32, 0.05),
    };

    internal required string Name { get; init; }

    /// <summary>Name of the folder of its results.</summary>
    internal required string Folder { get; init; }

    internal required Protocol Protocol { get; init; }

    internal required IReadOnlyList<AcquisitionKind> Acquisitions { get; init; }

    /// <summary>A network with new weights from the global generator.</summary>
    internal required Func<Sequential> Network { get; init; }

    /// <summary>The images that are labelled, from those of the data.</summary>
    internal required Func<ImageSet, DigitPool> Pool { get; init; }

    /// <summary>The images to test on.</summary>
    internal required Func<ImageSet, DigitPool> Test { get; init; }

    internal required Func<AcquisitionKind, Published> Published { get; init; }

    /// <summary>Epochs of one more network for each run, trained for longer on all its labels at the end; 0 for none.</summary>
    internal int LongEpochs { get; init; }

    /// <summary>Random choices are tested with every so many labels; they need no network, so that there the error is looked at less often.</summary>
    internal int RandomStep { get; init; } = 10;

    /// <summary>The same beyond 400 labels.</summary>
    internal int LateRandomStep { get; init; } = 10;

    /// <summary>Both experiments, whole or as sketches for which the numbers mean nothing.</summary>
    internal static IReadOnlyList<Experiment> All(bool full) => [Mnist(full), Repeated(full)];

    /// <summary>Whether a network is trained and tested with so many labels.</summary>
    internal bool IsMeasured(AcquisitionKind acquisition, int labels) =>
        acquisition != AcquisitionKind.Random || labels >= Protocol.Labels || labels % (labels <= CheapLabels ? RandomStep : LateRandomStep) == 0;

    /// <summary>The experiment of Gal, Islam and Ghahramani.</summary>
    private static Experiment Mnist(bool full) => new()
    {
        Name = "MNIST",
        Folder = "active-learning",
        Protocol = full ? DeepBayesian : Sketch(DeepBayesian),
        Acquisitions = Enum.GetValues<AcquisitionKind>(),
        Network = Networks.TwoConvolutions,
        Pool = set => DigitPool.Of(set, normalise: false),
        Test = set => DigitPool.Of(set, normalise: false),
        Published = MnistActiveLearning.Published.OnMnist,
        LongEpochs = full ? 50 : 2,
        RandomStep = 20,
        LateRandomStep = 50,
    };

    /// <summary>The experiment of Kirsch, van Amersfoort and Gal on images that are there several times.</summary>
    private static Experiment Repeated(bool full)
    {
        Protocol whole = DeepBayesian with { Labels = 300, Candidates = int.MaxValue };
        Protocol protocol = full ? whole : Sketch(whole);
        return new Experiment
        {
            Name = "Repeated-MNIST",
            Folder = RepeatedFolder,
            Protocol = protocol,
            Acquisitions = [AcquisitionKind.Random, AcquisitionKind.Bald, AcquisitionKind.BatchBald],
            Network = Networks.TwoBlocks,
            Pool = set => DigitPool.Repeated(set, full ? 4_000 : 100, 5, 0.1, protocol.Seed),
            Test = set => DigitPool.Of(set, normalise: true),
            Published = MnistActiveLearning.Published.OnRepeated,
        };
    }

    private static Protocol Sketch(Protocol protocol) => protocol with
    {
        TrainImages = 2_000,
        TestImages = 400,
        Repeats = 1,
        Labels = 40,
        Candidates = Math.Min(protocol.Candidates, 200),
        Draws = 10,
        TestDraws = 5,
        Recipe = protocol.Recipe with { Images = 640, ImagesForEachLabel = 2 },
    };
}
