namespace ActiveLearningMnist;

/// <summary>What the program was asked to do.</summary>
internal sealed record StudyOptions
{
    /// <summary>Labels that every run begins with, drawn at random.</summary>
    public const int Initial = 20;

    /// <summary>Folder with the data; null: the environment, then a download, then the embedded digits.</summary>
    public string? Data { get; init; }

    /// <summary>Names of what is compared, of those that the program knows.</summary>
    public IReadOnlyList<string> Functions { get; init; } = ["random", "entropy", "bald", "batchbald"];

    /// <summary>Number of seeds: each begins with other labels and other weights, the same for all functions.</summary>
    public int Seeds { get; init; } = 3;

    /// <summary>The first seed.</summary>
    public long Seed { get; init; }

    /// <summary>Labels at the end, the first ones included: <see cref="Initial"/> and a multiple of <see cref="Batch"/>.</summary>
    public int Labels { get; init; } = 300;

    /// <summary>Labels asked for in a round.</summary>
    public int Batch { get; init; } = 10;

    /// <summary>Training images, drawn anew in each round, that are looked at.</summary>
    public int Candidates { get; init; } = 2_000;

    /// <summary>Draws S of MC dropout.</summary>
    public int Draws { get; init; } = 50;

    /// <summary>Steps that a network is trained for, and as many more for each label.</summary>
    public (int Base, double ForEachLabel) Steps { get; init; } = (200, 1);

    /// <summary>Folder for journals, curves, results and the picture.</summary>
    public string Out { get; init; } = Path.Combine("artifacts", "active-learning-mnist");

    /// <summary>A small run, to see that everything works.</summary>
    public bool Quick { get; init; }

    /// <summary>What differs where the program is only to be seen at work.</summary>
    public static StudyOptions Small { get; } = new()
    {
        Seeds = 2,
        Labels = 60,
        Candidates = 200,
        Draws = 10,
        Steps = (100, 0.25),
        Quick = true,
    };

    /// <summary>Says what of the options does not go together, naming the option.</summary>
    /// <exception cref="ArgumentException">Something does not.</exception>
    public void Check()
    {
        if (Labels < Initial || (Labels - Initial) % Batch != 0)
        {
            throw new ArgumentException(
                $"--labels must be {Initial}, which every run begins with, and a multiple of --batch, which is {Batch}; got {Labels}.");
        }
    }
}
