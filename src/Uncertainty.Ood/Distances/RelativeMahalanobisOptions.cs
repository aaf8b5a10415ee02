namespace Uncertainty.Ood;

/// <summary>How <see cref="RelativeMahalanobisDetector"/> is fitted.</summary>
public sealed record RelativeMahalanobisOptions
{
    private readonly double _ridge;

    /// <summary>
    /// How many times the mean of its diagonal is added to the diagonal of each of the two covariances. Default 0: a covariance that is
    /// singular is an error; at least 0, finite.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Ridge
    {
        get => _ridge;
        init => _ridge = Guard.InRange(value, 0, double.MaxValue, nameof(Ridge));
    }
}
