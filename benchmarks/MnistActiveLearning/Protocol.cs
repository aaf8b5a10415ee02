namespace MnistActiveLearning;

/// <summary>How runs of an experiment go. Written into every file of results.</summary>
internal sealed record Protocol
{
    /// <summary>Images of the data that the pool is made of, at most.</summary>
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
}
