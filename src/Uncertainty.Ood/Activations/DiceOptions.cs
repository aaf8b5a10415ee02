namespace Uncertainty.Ood;

/// <summary>How <see cref="DiceDetector"/> is fitted.</summary>
public sealed record DiceOptions
{
    private readonly double _percentile = 90;

    /// <summary>How many percent of the last layer's weights are dropped, p. Default 90, as in the paper for CIFAR; in (0, 100).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Percentile
    {
        get => _percentile;
        init => _percentile = PercentileCheck.Inside(value, nameof(Percentile));
    }
}
