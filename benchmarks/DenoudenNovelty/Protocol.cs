namespace DenoudenNovelty;

/// <summary>What is trained.</summary>
internal sealed record Protocol
{
    private static readonly Recipe Convolutional = new(Family.Convolutional, 0, 12, 2e-3, 64);
    private static readonly Recipe Dense = new(Family.Dense, 0, 30, 2e-3, 64);
    private static readonly Recipe Variational = new(Family.Variational, 0, 30, 2e-3, 64);

    /// <summary>The whole experiment, one number of latents of each kind first.</summary>
    internal static Protocol Full { get; } = new()
    {
        TrainImages = int.MaxValue,
        TestImages = int.MaxValue,
        Recipes =
        [
            .. Sizes(Convolutional, 16),
            .. Sizes(Dense, 8),
            .. Sizes(Variational, 8),
            .. Sizes(Convolutional, 4, 64),
            .. Sizes(Dense, 2, 32, 128),
            .. Sizes(Variational, 2, 32),
        ],
    };

    /// <summary>A sketch of it, for which the numbers mean nothing.</summary>
    internal static Protocol Quick { get; } = new()
    {
        TrainImages = 3_000,
        TestImages = 1_000,
        Recipes =
        [
            Dense with { Latents = 8, Epochs = 15 },
            Variational with { Latents = 8, Epochs = 15 },
            Convolutional with { Latents = 8, Epochs = 20, BatchSize = 16 },
        ],
    };

    /// <summary>Images to train on and to validate with, at most.</summary>
    public required int TrainImages { get; init; }

    /// <summary>Images to test on, at most.</summary>
    public required int TestImages { get; init; }

    /// <summary>Each is trained once for each digit.</summary>
    public required IReadOnlyList<Recipe> Recipes { get; init; }

    private static IEnumerable<Recipe> Sizes(Recipe recipe, params int[] sizes) => sizes.Select(size => recipe with { Latents = size });
}
