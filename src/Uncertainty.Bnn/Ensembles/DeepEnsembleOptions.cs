namespace Uncertainty.Bnn;

/// <summary>How the members of a <see cref="DeepEnsemble"/> are run.</summary>
public sealed record DeepEnsembleOptions : SamplingOptions
{
    private readonly int _parallelism = 1;

    /// <summary>
    /// Members that run at one time, each on a thread of its own. Default 1, one after the other on the caller's thread; at least
    /// 1. torch's threads are shared out among them, so that the machine is not asked for more threads than
    /// <c>torch.get_num_threads()</c>; their number is restored. Pays where a single member leaves cores idle: small networks,
    /// small batches. As torch then adds with fewer threads, last digits may differ from those of another value.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Parallelism
    {
        get => _parallelism;
        init => _parallelism = Guard.AtLeast(value, 1, nameof(Parallelism));
    }
}
