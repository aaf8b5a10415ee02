namespace Uncertainty.Evaluation;

/// <summary>How <see cref="Bootstrap"/> makes an interval.</summary>
public sealed record BootstrapOptions
{
    private readonly int _replicates = 1000;
    private readonly double _level = 0.95;
    private readonly BootstrapMethod _method = BootstrapMethod.BiasCorrectedAccelerated;

    /// <summary>How often inputs are drawn anew. Default 1000; at least 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 10.</exception>
    public int Replicates
    {
        get => _replicates;
        init => _replicates = Guard.AtLeast(value, 10, nameof(Replicates));
    }

    /// <summary>Level of the interval. Default 0.95; between 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public double Level
    {
        get => _level;
        init
        {
            Guard.Inside(value, nameof(Level));
            _level = value;
        }
    }

    /// <summary>How the interval is read off. Default <see cref="BootstrapMethod.BiasCorrectedAccelerated"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no method.</exception>
    public BootstrapMethod Method
    {
        get => _method;
        init => _method = Guard.Named(value, nameof(Method));
    }

    /// <summary>Seed of the draws. Default 0.</summary>
    public long Seed { get; init; }
}
