namespace Uncertainty.Bnn;

/// <summary>How <see cref="McBatchNorm"/> draws.</summary>
public sealed record McBatchNormOptions : SamplingOptions
{
    private readonly int _draws = 32;

    /// <summary>Number of posterior draws S, and of training batches taken. Default 32; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Draws
    {
        get => _draws;
        init => _draws = Guard.AtLeast(value, 1, nameof(Draws));
    }
}
