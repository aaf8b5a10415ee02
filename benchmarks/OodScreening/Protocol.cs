using Benchmarks.Mnist;

namespace OodScreening;

/// <summary>How much is measured.</summary>
internal sealed record Protocol
{
    /// <summary>Training images; no more than there are.</summary>
    public required int TrainImages { get; init; }

    /// <summary>Test images, of which one half calibrates and the other is the stream.</summary>
    public required int TestImages { get; init; }

    /// <summary>How the network is trained.</summary>
    public required PlainRecipe Plain { get; init; }

    /// <summary>Rounds in each of which every screen, and the plain pass, sees as many inputs.</summary>
    public required int Rounds { get; init; }

    /// <summary>Inputs of a round.</summary>
    public required int RoundInputs { get; init; }

    /// <summary>Streams, in each of which the inliers come in another order.</summary>
    public required int Streams { get; init; }

    /// <summary>Inliers of a stream before the outliers.</summary>
    public required int Inliers { get; init; }

    /// <summary>Inputs in a batch.</summary>
    public int BatchSize { get; init; } = 256;

    internal static Protocol Full { get; } = new()
    {
        TrainImages = int.MaxValue,
        TestImages = int.MaxValue,
        Plain = PlainRecipe.LeNet,
        Rounds = 20,
        RoundInputs = 50_000,
        Streams = 10,
        Inliers = 100_000,
    };

    internal static Protocol Quick { get; } = new()
    {
        TrainImages = 2_000,
        TestImages = 1_000,
        Plain = PlainRecipe.LeNet with { Epochs = 2 },
        Rounds = 3,
        RoundInputs = 2_000,
        Streams = 2,
        Inliers = 2_000,
    };
}
