namespace Uncertainty.Ood;

/// <summary>How <see cref="NearestNeighboursDetector"/> is fitted.</summary>
public sealed record NearestNeighboursOptions
{
    private readonly int _neighbours = 50;
    private readonly int? _samples;

    /// <summary>
    /// Which neighbour counts, k: the score is the distance to the k-th nearest. Default 50, as in the paper for CIFAR-10; at least 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Neighbours
    {
        get => _neighbours;
        init => _neighbours = Guard.AtLeast(value, 1, nameof(Neighbours));
    }

    /// <summary>
    /// Whether features are divided by their Euclidean norm. Default true; in the paper distances of raw features are much worse. Features
    /// that are all 0 stay so.
    /// </summary>
    public bool Normalise { get; init; } = true;

    /// <summary>
    /// How many of the inputs' features are kept at most, M: of more than M inputs each is kept with the same probability. Default null,
    /// all are. At least 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? Samples
    {
        get => _samples;
        init => _samples = value is { } samples ? Guard.AtLeast(samples, 1, nameof(Samples)) : null;
    }

    /// <summary>
    /// Seed of the choice of samples. Default 0. Which are kept depends on it and on the inputs' order, not on the batches.
    /// </summary>
    public long Seed { get; init; }
}
