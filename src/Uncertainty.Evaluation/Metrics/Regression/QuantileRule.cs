namespace Uncertainty.Evaluation;

/// <summary>
/// Where a quantile q of n sorted values lies, counted from 0, and what is read there. Positions beyond the ends are the ends. Types are those of
/// Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician, 1996; names those of NumPy.
/// </summary>
public enum QuantileRule
{
    /// <summary>Position q (n - 1), on a straight line between neighbours (type 7).</summary>
    Linear,

    /// <summary>Position q (n - 1), the value below.</summary>
    Lower,

    /// <summary>Position q (n - 1), the value above.</summary>
    Higher,

    /// <summary>Position q (n - 1), the nearer value; halfway the one at an even position.</summary>
    Nearest,

    /// <summary>Position q (n - 1), the middle between the values below and above.</summary>
    Midpoint,

    /// <summary>The least value of which at least a share q is not above it (type 1).</summary>
    InvertedDistribution,

    /// <summary>Position n q - ½, on a straight line (type 5).</summary>
    Hazen,

    /// <summary>Position (n + 1) q - 1, on a straight line (type 6).</summary>
    Weibull,

    /// <summary>Position (n + ⅓) q - ⅔, on a straight line (type 8): about unbiased for the median whatever the distribution.</summary>
    MedianUnbiased,
}
