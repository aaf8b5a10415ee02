using Benchmarks.Mnist;

namespace MnistCalibration;

/// <summary>What is trained and measured.</summary>
internal sealed record Protocol
{
    private const int BatchSize = 128;

    /// <summary>The whole tables.</summary>
    internal static Protocol Full { get; } = new()
    {
        TrainImages = int.MaxValue,
        TestImages = int.MaxValue,
        Networks = 5,
        Splits = 20,
        Plain = PlainRecipe.LeNet,
        Noisy = new PlainRecipe(5, 2e-3, null, BatchSize),
        NoisyClasses = [2, 5, 8],
        HeadEpochs = 5,
        Draws = 50,
    };

    /// <summary>A sketch of them, for which the numbers mean nothing.</summary>
    internal static Protocol Quick { get; } = Full with
    {
        TrainImages = 4_000,
        TestImages = 2_000,
        Networks = 2,
        Splits = 2,
        Plain = Full.Plain with { Epochs = 1 },
        Noisy = Full.Noisy with { Epochs = 1 },
        NoisyClasses = [2],
        HeadEpochs = 1,
        Draws = 5,
    };

    /// <summary>Images to train on, at most.</summary>
    public required int TrainImages { get; init; }

    /// <summary>Images to test on, at most; each split fits on one half of them and measures on the other.</summary>
    public required int TestImages { get; init; }

    /// <summary>Plain networks, each from a seed of its own; together they are the ensemble.</summary>
    public required int Networks { get; init; }

    /// <summary>Random halves of the test images for each network.</summary>
    public required int Splits { get; init; }

    /// <summary>How the plain networks are trained.</summary>
    public required PlainRecipe Plain { get; init; }

    /// <summary>How networks are trained on labels with planted noise.</summary>
    public required PlainRecipe Noisy { get; init; }

    /// <summary>The class whose labels are noisy, one for each seed.</summary>
    public required IReadOnlyList<int> NoisyClasses { get; init; }

    /// <summary>Passes over the training images in which a head is trained.</summary>
    public required int HeadEpochs { get; init; }

    /// <summary>Draws of MC dropout.</summary>
    public required int Draws { get; init; }

    /// <summary>What must be the same for rows to stand together.</summary>
    internal string Text => TrainedNetworks.Text(this);
}
