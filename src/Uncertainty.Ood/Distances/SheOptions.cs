namespace Uncertainty.Ood;

/// <summary>How <see cref="SheDetector"/> is fitted.</summary>
public sealed record SheOptions
{
    private readonly SheMetric _metric;

    /// <summary>How features are compared with the pattern of a class. Default the inner product, as in the paper.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value has no name.</exception>
    public SheMetric Metric
    {
        get => _metric;
        init => _metric = Guard.Named(value, nameof(Metric));
    }
}
