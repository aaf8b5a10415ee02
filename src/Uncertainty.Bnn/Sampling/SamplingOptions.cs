namespace Uncertainty.Bnn;

/// <summary>What all samplers have in common: how much of the work is in memory at one time. No result depends on it.</summary>
public abstract record SamplingOptions
{
    private readonly int _batchSize = 512;
    private readonly long _memoryLimit = 512L << 20;

    private protected SamplingOptions()
    {
    }

    /// <summary>
    /// Most inputs of one forward pass. Default 512; at least 1. Fewer go through at a time where <see cref="MemoryLimit"/> asks
    /// for it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int BatchSize
    {
        get => _batchSize;
        init => _batchSize = Guard.AtLeast(value, 1, nameof(BatchSize));
    }

    /// <summary>
    /// Bytes that the temporary tensors of sampling may take, beside the network, the inputs and what the caller keeps of the
    /// outputs. Default 512 MiB; at least 1. One input at a time is the least, whatever it takes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public long MemoryLimit
    {
        get => _memoryLimit;
        init => _memoryLimit = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MemoryLimit), value, "must be at least 1.");
    }

    /// <summary>
    /// Run the whole network for every draw, with no shortcut. Default false. The results are the same to rounding: to check that, or
    /// where hooks of the user's own on the network's layers must run in every draw.
    /// </summary>
    public bool WholePasses { get; init; }
}
