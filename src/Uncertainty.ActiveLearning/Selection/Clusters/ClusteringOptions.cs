namespace Uncertainty.ActiveLearning;

/// <summary>How <see cref="PoolClusters"/> are made.</summary>
public sealed record ClusteringOptions
{
    private readonly int _meanSize = 10;
    private readonly int _sample = 20_000;

    /// <summary>
    /// Mean number of inputs in a cluster: the tree of merges is cut where ⌈M/size⌉ clusters are left, of M inputs that are clustered. Default 10;
    /// at least 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MeanSize
    {
        get => _meanSize;
        init => _meanSize = Guard.AtLeast(value, 1, nameof(MeanSize));
    }

    /// <summary>
    /// Whether features are divided by their Euclidean norm, so that distances are those of directions: twice 1 less the cosine. Features that
    /// are all 0 stay so. Default false.
    /// </summary>
    public bool Normalise { get; init; }

    /// <summary>
    /// How many inputs M are clustered at most; of more, M are drawn at random, and each other one joins the cluster whose inputs lie nearest on
    /// average. Default 20,000; at least 1. Time grows with the square of it, memory in proportion.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Sample
    {
        get => _sample;
        init => _sample = Guard.AtLeast(value, 1, nameof(Sample));
    }

    /// <summary>Seed of the draw of inputs where there are more than <see cref="Sample"/>. Default 0.</summary>
    public long Seed { get; init; }
}
