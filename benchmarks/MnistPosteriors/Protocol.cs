using Benchmarks.Mnist;
using Uncertainty.Bnn;

namespace MnistPosteriors;

/// <summary>What is trained and how it is asked.</summary>
internal sealed record Protocol
{
    private const int BatchSize = 128;

    private static readonly PlainRecipe Network = PlainRecipe.LeNet;

    /// <summary>The whole table.</summary>
    internal static Protocol Full { get; } = new()
    {
        TrainImages = int.MaxValue,
        TestImages = int.MaxValue,
        Members = 5,
        Draws = 50,
        Plain = Network,
        Dropout = Network with { Dropout = 0.5 },
        Swag = new SwagRecipe(6, 0.02, 0.9, 4, 20, BatchSize, Network),
        Chain = new ChainRecipe(12, 4, 0.02, 0.9, 0.1, BatchSize, Network),
        Scratch = new VariationalRecipe(
            30, 3e-3, 0.1, 0.02, WeightEstimator.Flipout, WeightEstimator.LocalReparameterisation, BatchSize, null, null),
        Converted = new VariationalRecipe(
            20, 2e-3, 0.1, 0.02, WeightEstimator.Flipout, WeightEstimator.Flipout, BatchSize, Network, null),
        Centred = new VariationalRecipe(
            10, 1e-3, 0.1, 1e-3, WeightEstimator.Flipout, WeightEstimator.Flipout, BatchSize, Network, 0.1),
    };

    /// <summary>A sketch of it, for which the numbers mean nothing.</summary>
    internal static Protocol Quick { get; } = new()
    {
        TrainImages = 4_000,
        TestImages = 1_000,
        Members = 2,
        Draws = 5,
        Plain = Full.Plain with { Epochs = 2 },
        Dropout = Full.Dropout with { Epochs = 2 },
        Swag = Full.Swag with { Epochs = 1, Start = Full.Plain with { Epochs = 2 } },
        Chain = Full.Chain with { Epochs = 1, Cycles = 1, Start = Full.Plain with { Epochs = 2 } },
        Scratch = Full.Scratch with { Epochs = 2 },
        Converted = Full.Converted with { Epochs = 1, Start = Full.Plain with { Epochs = 2 } },
        Centred = Full.Centred with { Epochs = 1, Start = Full.Plain with { Epochs = 2 } },
    };

    /// <summary>Images to train on, at most.</summary>
    public required int TrainImages { get; init; }

    /// <summary>Images to test on, and of the unseen kind, at most.</summary>
    public required int TestImages { get; init; }

    /// <summary>Members of the ensemble, the plain network among them.</summary>
    public required int Members { get; init; }

    /// <summary>Draws of every posterior but the ensemble, which has as many as members.</summary>
    public required int Draws { get; init; }

    public required PlainRecipe Plain { get; init; }

    public required PlainRecipe Dropout { get; init; }

    public required SwagRecipe Swag { get; init; }

    public required ChainRecipe Chain { get; init; }

    public required VariationalRecipe Scratch { get; init; }

    public required VariationalRecipe Converted { get; init; }

    public required VariationalRecipe Centred { get; init; }
}
