namespace MnistActiveLearning;

/// <summary>What is run, all constants in one place.</summary>
internal sealed record Protocol
{
    /// <summary>The whole comparison.</summary>
    internal static Protocol Full { get; } = new()
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

    /// <summary>A sketch of it, for which the numbers mean nothing.</summary>
    internal static Protocol Quick { get; } = Full with
    {
        TrainImages = 2_000,
        TestImages = 400,
        Repeats = 1,
        Labels = 50,
        Candidates = 200,
        Draws = 10,
        TestDraws = 5,
        Recipe = Full.Recipe with { Images = 640, ImagesForEachLabel = 2 },
    };

    /// <summary>Images of the pool, at most.</summary>
    public required int TrainImages { get; init; }

    /// <summary>Images to test on, at most.</summary>
    public required int TestImages { get; init; }

    /// <summary>Runs of each acquisition, with other initial labels, weights and candidates each.</summary>
    public required int Repeats { get; init; }

    /// <summary>Labels at the end.</summary>
    public required int Labels { get; init; }

    /// <summary>Images of the pool, chosen at random in each round, that are scored.</summary>
    public required int Candidates { get; init; }

    /// <summary>Draws that scores are made of.</summary>
    public required int Draws { get; init; }

    /// <summary>Draws that predictions for the test images are the mean of.</summary>
    public required int TestDraws { get; init; }

    public required TrainingRecipe Recipe { get; init; }

    /// <summary>Labels of each class at the start.</summary>
    public int InitialOfClass { get; init; } = 2;

    /// <summary>Images labelled in a round.</summary>
    public int Batch { get; init; } = 10;

    /// <summary>Every so many-th test image is asked after each round; at the end all are.</summary>
    public int TestStride { get; init; } = 4;

    public long Seed { get; init; }

    /// <summary>
    /// Whether a network is trained and tested with so many labels. Random choices need none, so that there the error is looked at less
    /// often.
    /// </summary>
    internal bool IsMeasured(Acquisition acquisition, int labels) =>
        acquisition != Acquisition.Random || labels >= Labels || (labels <= 400 ? labels % 20 == 0 : labels % 50 == 0);
}
