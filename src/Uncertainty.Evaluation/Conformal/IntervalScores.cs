namespace Uncertainty.Evaluation;

/// <summary>Scores of calibration targets, and checks of what intervals are made around.</summary>
internal static class IntervalScores
{
    /// <summary>One group of scores, or one below and one above.</summary>
    public static ConformalScores[] Tails(
        ReadOnlySpan<double> lower,
        ReadOnlySpan<double> upper,
        ReadOnlySpan<double> scales,
        ReadOnlySpan<double> targets,
        IntervalTails tails)
    {
        SpanGuard.Length(targets.Length, lower.Length, "one for each prediction", nameof(targets));
        SpanGuard.Finite(targets);
        double[] below = new double[targets.Length];
        double[] above = new double[targets.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            double scale = scales.IsEmpty ? 1 : scales[i];
            below[i] = (lower[i] - targets[i]) / scale;
            above[i] = (targets[i] - upper[i]) / scale;
            if (!double.IsFinite(below[i]) || !double.IsFinite(above[i]))
            {
                throw SpanGuard.Element("such that scores are finite", targets[i], i, nameof(targets));
            }
        }

        return tails == IntervalTails.Symmetric
            ? [new ConformalScores([.. below.Zip(above, Math.Max)])]
            : [new ConformalScores(below), new ConformalScores(above)];
    }

    public static void CheckScaled(ReadOnlySpan<double> means, ReadOnlySpan<double> scales)
    {
        SpanGuard.NotEmpty(means);
        SpanGuard.Finite(means);
        SpanGuard.Length(scales.Length, means.Length, "one for each mean", nameof(scales));
        SpanGuard.Positive(scales);
    }

    public static void CheckQuantiles(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        SpanGuard.NotEmpty(lower);
        SpanGuard.Finite(lower);
        SpanGuard.Length(upper.Length, lower.Length, "one for each lower bound", nameof(upper));
        SpanGuard.Finite(upper);
    }
}
