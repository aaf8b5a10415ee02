namespace Uncertainty.Evaluation;

/// <summary>
/// How good predictions of a number are that come as draws, of whatever distribution: nothing is taken for normal. For several outputs flatten
/// them: each is a prediction of its own. <see cref="RegressionMetrics.PredictiveLogLikelihood"/> is their likelihood.
/// </summary>
public static class DrawMetrics
{
    /// <summary>
    /// Continuous ranked probability score (CRPS) of draws: mean of 1/S Σ_s |x_s - y| - ½ E|x - x'|, in the target's unit; lower is better. With one
    /// draw it is the absolute error.
    /// </summary>
    /// <remarks>
    /// E|x - x'| is over all S² pairs, as for the draws' own distribution, whose score is at least 0. Where S draws stand for a distribution they
    /// come from, that is too high by about 1/S of its spread: the fair form takes the S (S - 1) pairs of different draws, has no such bias, and may
    /// be below 0. Gneiting and Raftery, "Strictly Proper Scoring Rules, Prediction, and Estimation", Journal of the American Statistical
    /// Association, 2007, Eq. (21); Ferro, "Fair Scores for Ensemble Forecasts", Quarterly Journal of the Royal Meteorological Society, 2014.
    /// </remarks>
    /// <param name="draws">[S, N] draws x, row-major: S draws, N inputs, in the target's unit; finite.</param>
    /// <param name="targets">[N] true values y; finite.</param>
    /// <param name="fair">Whether draws are not paired with themselves. Default false; true needs two draws.</param>
    /// <exception cref="ArgumentException">
    /// A span is empty or not finite, <paramref name="draws"/> are no whole number of rows of N, or there is one draw for the fair form.
    /// </exception>
    public static double Crps(ReadOnlySpan<double> draws, ReadOnlySpan<double> targets, bool fair = false)
    {
        int count = Check(draws, targets);
        if (fair && count < 2)
        {
            throw new ArgumentException("must hold at least 2 draws for the fair form; got 1.", nameof(draws));
        }

        double[] sorted = new double[count];
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            sum += Crps(Column(draws, i, targets.Length, sorted), targets[i], fair);
        }

        return sum / targets.Length;
    }

    /// <summary>
    /// Brier score of being above a threshold: mean of (share of draws above - [target above])², in [0, 1]; lower is better. Over all thresholds it
    /// integrates to the CRPS.
    /// </summary>
    /// <remarks>
    /// Above means greater than. Brier, "Verification of Forecasts Expressed in Terms of Probability", Monthly Weather Review, 1950, in the form
    /// that looks at one of the two classes.
    /// </remarks>
    /// <param name="draws">[S, N] draws, row-major: S draws, N inputs, in the target's unit; finite.</param>
    /// <param name="targets">[N] true values; finite.</param>
    /// <param name="threshold">In the target's unit; finite.</param>
    /// <exception cref="ArgumentException">
    /// A span is empty or not finite, or <paramref name="draws"/> are no whole number of rows of N.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is not finite.</exception>
    public static double ThresholdBrierScore(ReadOnlySpan<double> draws, ReadOnlySpan<double> targets, double threshold)
    {
        int count = Check(draws, targets);
        if (!double.IsFinite(threshold))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "must be finite.");
        }

        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            int above = 0;
            for (int j = i; j < draws.Length; j += targets.Length)
            {
                above += draws[j] > threshold ? 1 : 0;
            }

            double error = ((double)above / count) - (targets[i] > threshold ? 1 : 0);
            sum += error * error;
        }

        return sum / targets.Length;
    }

    /// <summary>Central intervals between the quantiles (1 - p)/2 and (1 + p)/2 of each input's draws.</summary>
    /// <param name="draws">[S, N] draws, row-major: S draws, N inputs; finite.</param>
    /// <param name="inputs">Number of inputs N; at least 1.</param>
    /// <param name="mass">p, between 0 and 1. Few draws cannot reach far: with S draws at most about (S - 1)/(S + 1) is covered.</param>
    /// <param name="rule">How a quantile is read between two draws. Default linear.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="draws"/> are empty, not finite, or no whole number of rows of N.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range, or <paramref name="rule"/> is none of the named.</exception>
    public static PredictionIntervals CentralIntervals(
        ReadOnlySpan<double> draws, int inputs, double mass, QuantileRule rule = QuantileRule.Linear)
    {
        Guard.AtLeast(inputs, 1);
        Guard.Inside(mass);
        Guard.Named(rule);
        double[] sorted = new double[Rows(draws, inputs)];
        double[] lower = new double[inputs];
        double[] upper = new double[inputs];
        for (int i = 0; i < inputs; i++)
        {
            ReadOnlySpan<double> column = Column(draws, i, inputs, sorted);
            lower[i] = Quantiles.OfSorted(column, (1 - mass) / 2, rule);
            upper[i] = Quantiles.OfSorted(column, (1 + mass) / 2, rule);
        }

        return new PredictionIntervals(lower, upper);
    }

    /// <summary>Σ over all pairs of |x - x'| is 2 Σ (2 i - S + 1) x_(i), with the draws in order and i from 0.</summary>
    private static double Crps(ReadOnlySpan<double> sorted, double target, bool fair)
    {
        double count = sorted.Length;
        double errors = 0;
        double pairs = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            errors += Math.Abs(sorted[i] - target);

            // From the target, so that no digits are lost where the draws lie far from 0.
            pairs += ((2 * i) - count + 1) * (sorted[i] - target);
        }

        return (errors / count) - (pairs / (fair ? count * (count - 1) : count * count));
    }

    private static ReadOnlySpan<double> Column(ReadOnlySpan<double> draws, int input, int inputs, double[] sorted)
    {
        for (int s = 0; s < sorted.Length; s++)
        {
            sorted[s] = draws[(s * inputs) + input];
        }

        Array.Sort(sorted);
        return sorted;
    }

    private static int Check(ReadOnlySpan<double> draws, ReadOnlySpan<double> targets)
    {
        SpanGuard.NotEmpty(draws);
        SpanGuard.NotEmpty(targets);
        SpanGuard.Finite(targets);
        return Rows(draws, targets.Length);
    }

    private static int Rows(ReadOnlySpan<double> draws, int inputs)
    {
        SpanGuard.NotEmpty(draws);
        SpanGuard.Finite(draws);
        return draws.Length % inputs == 0
            ? draws.Length / inputs
            : throw new ArgumentException(
                $"must be [S, N] with N = {inputs}; {draws.Length} values are no whole number of rows.", nameof(draws));
    }
}
