namespace Uncertainty.Ood;

/// <summary>How <see cref="ReconstructionMahalanobisDetector"/> is fitted.</summary>
public sealed record ReconstructionMahalanobisOptions
{
    private readonly double _ridge;

    /// <summary>
    /// How many times the mean of the covariance's diagonal is added to the diagonal, as in <see cref="MahalanobisOptions.Ridge"/>. Default 0: a
    /// covariance that is singular is an error; at least 0, finite.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Ridge
    {
        get => _ridge;
        init => _ridge = Guard.InRange(value, 0, double.MaxValue, nameof(Ridge));
    }
}
