namespace Uncertainty.Evaluation;

/// <summary>How <see cref="RiskControl"/> chooses λ.</summary>
public sealed record RiskControlOptions
{
    private readonly double _alpha = 0.1;
    private readonly double _lossBound = 1;

    /// <summary>α, what the expected loss may be. Default 0.1; between 0 and <see cref="LossBound"/>, in the unit of the losses.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double Alpha
    {
        get => _alpha;
        init => _alpha = Guard.Positive(value, nameof(Alpha));
    }

    /// <summary>
    /// B, what no loss can exceed, by its nature and not only in the calibration set. Default 1; finite and greater than 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double LossBound
    {
        get => _lossBound;
        init => _lossBound = Guard.Positive(value, nameof(LossBound));
    }
}
