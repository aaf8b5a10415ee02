namespace Uncertainty.Ood;

/// <summary>How <see cref="ReactDetector"/> is fitted.</summary>
public sealed record ReactOptions
{
    private readonly double _percentile = 90;

    /// <summary>The percentile of all activations at which features are cut off. Default 90, as in the paper; in (0, 100).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Percentile
    {
        get => _percentile;
        init => _percentile = PercentileCheck.Inside(value, nameof(Percentile));
    }
}
