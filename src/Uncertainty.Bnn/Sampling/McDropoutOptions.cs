namespace Uncertainty.Bnn;

/// <summary>How <see cref="McDropout"/> draws.</summary>
public sealed record McDropoutOptions : SamplingOptions
{
    private readonly int _draws = 50;
    private readonly double? _rate;

    /// <summary>Number of posterior draws S. Default 50; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Draws
    {
        get => _draws;
        init => _draws = Guard.AtLeast(value, 1, nameof(Draws));
    }

    /// <summary>Seed of the masks. Default 0; draw s of one seed is the same on every run.</summary>
    public long Seed { get; init; }

    /// <summary>
    /// Dropout rate p in place of each layer's own, the share of units dropped. Default null, each layer keeps its own;
    /// otherwise in [0, 1). A network trained at another rate is then another model: use with a reason.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in [0, 1).</exception>
    public double? Rate
    {
        get => _rate;
        init => _rate = value is null or (>= 0 and < 1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Rate), value, "must be in range [0, 1).");
    }

    /// <summary>
    /// Names of the dropout layers that stay random, as the module tree has them ("classifier.2"); the others do nothing.
    /// Default null, all of them.
    /// </summary>
    public IReadOnlyList<string>? Layers { get; init; }
}
