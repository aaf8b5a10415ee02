namespace PosteriorCosts;

/// <summary>How much is measured.</summary>
internal sealed record Protocol
{
    /// <summary>What the docs quote.</summary>
    internal static Protocol Full { get; } = new()
    {
        TrainImages = 10_000,
        TestImages = 10_000,
        Epochs = 5,
        Draws = 50,
        ChainSteps = 200,
        ChainRounds = 7,
        LaplaceRounds = 3,
    };

    /// <summary>A sketch of it, for which the numbers mean nothing.</summary>
    internal static Protocol Quick { get; } = new()
    {
        TrainImages = 1_000,
        TestImages = 500,
        Epochs = 5,
        Draws = 5,
        ChainSteps = 20,
        ChainRounds = 3,
        LaplaceRounds = 1,
    };

    /// <summary>Images to train on and to fit to, at most.</summary>
    public required int TrainImages { get; init; }

    /// <summary>Images to predict, at most.</summary>
    public required int TestImages { get; init; }

    /// <summary>Passes over the training images, of the network that the Laplace approximations are fitted to.</summary>
    public required int Epochs { get; init; }

    /// <summary>Draws of the Laplace approximations.</summary>
    public required int Draws { get; init; }

    /// <summary>Steps in which a chain, or SGD, is timed. A chain keeps one sample of its weights in as many.</summary>
    public required int ChainSteps { get; init; }

    /// <summary>Rounds in which SGD and chains are timed side by side, after one to warm up.</summary>
    public required int ChainRounds { get; init; }

    /// <summary>Rounds in which all Laplace approximations are fitted and asked.</summary>
    public required int LaplaceRounds { get; init; }
}
