namespace Uncertainty.Evaluation;

/// <summary>Which of n sorted calibration scores is the threshold. Both are infinite where (n + 1)(1 - α) is above n.</summary>
public enum OrderStatistic
{
    /// <summary>The k-th smallest, k = ⌈(n + 1)(1 - α)⌉: the smallest that guarantees coverage 1 - α.</summary>
    Exact,

    /// <summary>
    /// The one at place ⌈(n + 1)(1 - α)(n - 1)/n⌉ counted from 0, a quantile of kind "higher" at level (n + 1)(1 - α)/n: the exact one or
    /// the one after it. Covers at least as often; there for comparison with other tools.
    /// </summary>
    Higher,
}
