namespace Uncertainty.Evaluation;

/// <summary>
/// Platt scaling: the probability of the positive class is 1 / (1 + e^(-(a s + b))), for scores s of any finite size, with the slope and the
/// intercept by which its negative log-likelihood is least. Immutable.
/// </summary>
/// <remarks>
/// Platt, "Probabilistic Outputs for Support Vector Machines and Comparisons to Regularized Likelihood Methods", 1999; there a and b have the
/// opposite sign. A slope below 0 says that lower scores are the positive ones.
/// </remarks>
public sealed class PlattScaling : BinaryCalibration
{
    internal const string KindName = "platt";

    private PlattScaling(double slope, double intercept, bool smoothTargets)
    {
        Slope = slope;
        Intercept = intercept;
        SmoothTargets = smoothTargets;
    }

    /// <summary>a.</summary>
    public double Slope { get; }

    /// <summary>b.</summary>
    public double Intercept { get; }

    /// <summary>Whether it was fitted to Platt's targets.</summary>
    public bool SmoothTargets { get; }

    internal override string Kind => KindName;

    internal override IEnumerable<KeyValuePair<string, string>> Settings => [new("smooth_targets", $"{SmoothTargets}")];

    internal override IEnumerable<(string Name, double[] Values)> Values => [("weights", [Slope, Intercept])];

    /// <summary>Fits slope and intercept.</summary>
    /// <param name="scores">[N] scores, or probabilities, of the positive class on held-out inputs; finite.</param>
    /// <param name="isPositive">[N] whether the input is of the positive class; both classes must occur.</param>
    /// <param name="smoothTargets">
    /// Whether the targets are Platt's (N₊ + 1) / (N₊ + 2) and 1 / (N₋ + 2), with which there is an optimum also where scores tell the classes apart,
    /// instead of 1 and 0. Default true, as in the paper.
    /// </param>
    /// <exception cref="ArgumentException">
    /// <paramref name="scores"/> are empty, not finite or all the same; the lengths differ; a class is missing; or, with targets 1 and 0, there is no
    /// finite optimum, as the scores tell the classes apart.
    /// </exception>
    /// <exception cref="InvalidOperationException">The optimum was not reached.</exception>
    public static PlattScaling Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, bool smoothTargets = true)
    {
        int positives = CheckFit(scores, isPositive);
        SpanGuard.Finite(scores);
        double[] kept = scores.ToArray();
        double lowest = kept.Min();
        double width = kept.Max() - lowest;
        CalibrationGuard.Near(width, nameof(scores));
        if (width == 0)
        {
            throw new ArgumentException($"must not all be the same; all are {SpanGuard.Text(lowest)}.", nameof(scores));
        }

        double high = smoothTargets ? (positives + 1.0) / (positives + 2) : 1;
        double low = smoothTargets ? 1.0 / (scores.Length - positives + 2) : 0;
        double[] targets = [.. isPositive.ToArray().Select(positive => positive ? high : low)];
        double[] weights = BinaryLogit.Fit(
            targets, 2, (n, features) => (features[0], features[1]) = ((kept[n] - lowest) / width, 1), nameof(scores), "Set smoothTargets.");
        return new PlattScaling(weights[0] / width, weights[1] - (weights[0] * lowest / width), smoothTargets);
    }

    /// <summary>Reads what <see cref="BinaryCalibration.Save"/> wrote.</summary>
    /// <inheritdoc cref="TemperatureScaling.Load" path="/param"/>
    /// <inheritdoc cref="TemperatureScaling.Load" path="/exception"/>
    public static PlattScaling Load(string path) => Load(path, KindName, Read);

    internal static PlattScaling Read(FittedFile file)
    {
        double[] weights = file.Values("weights", 2);
        return new PlattScaling(weights[0], weights[1], file.Flag("smooth_targets"));
    }

    private protected override void Check(ReadOnlySpan<double> scores) => SpanGuard.Finite(scores);

    private protected override double Probability(double score) => Softmax.Sigmoid((Slope * score) + Intercept);
}
