namespace Uncertainty.ActiveLearning;

/// <summary>How <see cref="BatchBaldSelector"/> computes.</summary>
public sealed record BatchBaldOptions
{
    private readonly int _configurations = 10_000;
    private readonly long _memoryLimit = 256L << 20;

    /// <summary>
    /// Label configurations of the chosen that are summed over. Default 10,000; at least 1. While there are no more than that, C^b of b chosen
    /// inputs, the sum is over all of them and exact; from then on over this many that are sampled, as many of each draw: rounded down to a
    /// multiple of the draws S, and S at least. Time grows with it, and so does memory, by 8 S bytes for each a few times over.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Configurations
    {
        get => _configurations;
        init => _configurations = Guard.AtLeast(value, 1, nameof(Configurations));
    }

    /// <summary>
    /// Bytes of draws that are kept from one choice to the next. Default 256 MiB; at least 1. Where the draws of all candidates take more, those
    /// with the highest BALD score are kept, and the others are asked for again whenever one of them may be the next. The draws of one candidate
    /// are the least. The choice does not depend on it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public long MemoryLimit
    {
        get => _memoryLimit;
        init => _memoryLimit = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MemoryLimit), value, "must be at least 1.");
    }
}
