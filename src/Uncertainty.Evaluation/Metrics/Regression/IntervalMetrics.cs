using MathNet.Numerics.Distributions;

namespace Uncertainty.Evaluation;

/// <summary>
/// How good predicted intervals and quantiles of a number are. Bounds belong to their interval. For several outputs flatten them: each is a
/// prediction of its own.
/// </summary>
public static class IntervalMetrics
{
    private const int AllLevels = 99;

    /// <summary>Coverage (PICP): share of targets within their interval, in [0, 1]; it should be the interval's mass.</summary>
    /// <param name="lower">[N] lower bounds; finite.</param>
    /// <param name="upper">[N] upper bounds; finite, none below its lower one.</param>
    /// <param name="targets">[N] true values y; finite.</param>
    /// <exception cref="ArgumentException">
    /// A span is empty or not finite, an upper bound is below its lower one, or the lengths differ.
    /// </exception>
    public static double Coverage(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, ReadOnlySpan<double> targets)
    {
        Check(lower, upper);
        RegressionMetrics.Check(lower, targets, nameof(lower));
        int within = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            within += targets[i] >= lower[i] && targets[i] <= upper[i] ? 1 : 0;
        }

        return (double)within / targets.Length;
    }

    /// <summary>Mean width of the intervals (MPIW), in the target's unit, at least 0; at equal coverage lower is better.</summary>
    /// <param name="lower">[N] lower bounds; finite.</param>
    /// <param name="upper">[N] upper bounds; finite, none below its lower one.</param>
    /// <exception cref="ArgumentException">
    /// A span is empty or not finite, an upper bound is below its lower one, or the lengths differ.
    /// </exception>
    public static double MeanWidth(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        Check(lower, upper);
        double sum = 0;
        for (int i = 0; i < lower.Length; i++)
        {
            sum += upper[i] - lower[i];
        }

        return sum / lower.Length;
    }

    /// <summary>
    /// Interval score (Winkler score) of central intervals: mean of width + 2/(1 - p) · (how far the target lies outside), in the target's unit,
    /// at least 0; lower is better.
    /// </summary>
    /// <remarks>
    /// Gneiting and Raftery, "Strictly Proper Scoring Rules, Prediction, and Estimation", Journal of the American Statistical Association,
    /// 2007, Eq. (43), with α = 1 - p.
    /// </remarks>
    /// <param name="lower">[N] lower bounds, the quantiles (1 - p)/2; finite.</param>
    /// <param name="upper">[N] upper bounds, the quantiles (1 + p)/2; finite, none below its lower one.</param>
    /// <param name="targets">[N] true values y; finite.</param>
    /// <param name="mass">p, between 0 and 1.</param>
    /// <exception cref="ArgumentException">
    /// A span is empty or not finite, an upper bound is below its lower one, or the lengths differ.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mass"/> is not between 0 and 1.</exception>
    public static double IntervalScore(
        ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, ReadOnlySpan<double> targets, double mass)
    {
        Check(lower, upper);
        RegressionMetrics.Check(lower, targets, nameof(lower));
        Guard.Inside(mass);
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            sum += Score(lower[i], upper[i], targets[i], mass);
        }

        return sum / targets.Length;
    }

    /// <summary>
    /// Pinball loss (quantile loss): mean of q (y - f) where the target is above the prediction, else (1 - q)(f - y), in the target's unit, at
    /// least 0; lower is better, lowest for the true quantile q.
    /// </summary>
    /// <remarks>Koenker and Bassett, "Regression Quantiles", Econometrica, 1978.</remarks>
    /// <param name="predictions">[N] predicted quantiles f; finite.</param>
    /// <param name="targets">[N] true values y; finite.</param>
    /// <param name="quantile">q, between 0 and 1.</param>
    /// <exception cref="ArgumentException">A span is empty or not finite, or the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="quantile"/> is not between 0 and 1.</exception>
    public static double PinballLoss(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, double quantile)
    {
        RegressionMetrics.Check(predictions, targets);
        Guard.Inside(quantile);
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            sum += Loss(predictions[i], targets[i], quantile);
        }

        return sum / targets.Length;
    }

    /// <summary>Interval score of the central intervals of normal predictions.</summary>
    /// <param name="means">[N] means μ; finite.</param>
    /// <param name="standardDeviations">[N] standard deviations σ; finite and greater than 0.</param>
    /// <param name="targets">[N] true values y; finite.</param>
    /// <param name="mass">p, between 0 and 1; null for the mean over 0.01, 0.02 … 0.99.</param>
    /// <inheritdoc cref="RegressionMetrics.GaussianNegativeLogLikelihood" path="/exception"/>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mass"/> is not between 0 and 1.</exception>
    public static double GaussianIntervalScore(
        ReadOnlySpan<double> means, ReadOnlySpan<double> standardDeviations, ReadOnlySpan<double> targets, double? mass = null)
    {
        RegressionMetrics.Check(means, standardDeviations, targets);
        if (mass is { } given)
        {
            Guard.Inside(given, nameof(mass));
        }

        return Mean(means, standardDeviations, targets, mass, (level, mean, deviation, target) =>
        {
            double half = deviation * Bound(0.5 + (level / 2));
            return Score(mean - half, mean + half, target, level);
        });
    }

    /// <summary>Pinball loss of the quantiles of normal predictions.</summary>
    /// <param name="means">[N] means μ; finite.</param>
    /// <param name="standardDeviations">[N] standard deviations σ; finite and greater than 0.</param>
    /// <param name="targets">[N] true values y; finite.</param>
    /// <param name="quantile">q, between 0 and 1; null for the mean over 0.01, 0.02 … 0.99, about half the CRPS (check score).</param>
    /// <inheritdoc cref="RegressionMetrics.GaussianNegativeLogLikelihood" path="/exception"/>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="quantile"/> is not between 0 and 1.</exception>
    public static double GaussianPinballLoss(
        ReadOnlySpan<double> means, ReadOnlySpan<double> standardDeviations, ReadOnlySpan<double> targets, double? quantile = null)
    {
        RegressionMetrics.Check(means, standardDeviations, targets);
        if (quantile is { } given)
        {
            Guard.Inside(given, nameof(quantile));
        }

        return Mean(means, standardDeviations, targets, quantile, (level, mean, deviation, target) =>
            Loss(mean + (deviation * Bound(level)), target, level));
    }

    /// <summary>
    /// Coverage-width criterion (CWC): (1 - mean width / range of the targets) · e^(-η (coverage - p)²), at most 1; higher is better.
    /// </summary>
    /// <remarks>
    /// Khosravi, Nahavandi and Creighton, "Construction of Optimal Prediction Intervals for Load Forecasting Problems", IEEE Transactions on Power
    /// Systems, 2010, in the form that rises with quality. It is no proper score, and negative where intervals are wider than the range: for
    /// choosing between models take <see cref="IntervalScore"/>. Not finite where all targets are equal.
    /// </remarks>
    /// <param name="lower">[N] lower bounds; finite.</param>
    /// <param name="upper">[N] upper bounds; finite, none below its lower one.</param>
    /// <param name="targets">[N] true values y; finite.</param>
    /// <param name="mass">p, between 0 and 1.</param>
    /// <param name="penalty">η, how hard a wrong coverage is punished. Default 30; finite and greater than 0.</param>
    /// <exception cref="ArgumentException">
    /// A span is empty or not finite, an upper bound is below its lower one, or the lengths differ.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static double CoverageWidthCriterion(
        ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, ReadOnlySpan<double> targets, double mass, double penalty = 30)
    {
        Guard.Inside(mass);
        Guard.Positive(penalty);
        double missing = Coverage(lower, upper, targets) - mass;
        double[] sorted = [.. targets];
        Array.Sort(sorted);
        return (1 - (MeanWidth(lower, upper) / (sorted[^1] - sorted[0]))) * Math.Exp(-penalty * missing * missing);
    }

    /// <summary>Quantile of the standard normal distribution.</summary>
    internal static double Bound(double level) => Normal.InvCDF(0, 1, level);

    internal static double Score(double lower, double upper, double target, double mass) =>
        upper - lower + (2 / (1 - mass) * (Math.Max(0, lower - target) + Math.Max(0, target - upper)));

    internal static double Loss(double prediction, double target, double quantile) =>
        target >= prediction ? quantile * (target - prediction) : (1 - quantile) * (prediction - target);

    private static double Mean(
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> standardDeviations,
        ReadOnlySpan<double> targets,
        double? only,
        Func<double, double, double, double, double> score)
    {
        double[] levels = only is { } level ? [level] : [.. Enumerable.Range(1, AllLevels).Select(i => i / (AllLevels + 1.0))];
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            foreach (double each in levels)
            {
                sum += score(each, means[i], standardDeviations[i], targets[i]);
            }
        }

        return sum / ((double)targets.Length * levels.Length);
    }

    internal static void Check(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        SpanGuard.NotEmpty(lower);
        SpanGuard.Finite(lower);
        SpanGuard.Finite(upper);
        SpanGuard.Length(upper.Length, lower.Length, "one for each of lower", nameof(upper));
        for (int i = 0; i < lower.Length; i++)
        {
            if (upper[i] < lower[i])
            {
                throw SpanGuard.Element($"at least its lower bound {SpanGuard.Text(lower[i])}", upper[i], i, nameof(upper));
            }
        }
    }
}
