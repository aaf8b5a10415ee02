namespace Uncertainty.Evaluation;

/// <summary>
/// Whether the squared errors of predictions with a large variance are as large as it says: bins of equal width between the least and the
/// greatest, and the calibration errors that follow from them. Immutable.
/// </summary>
public sealed class VarianceCalibration
{
    private readonly VarianceBin[] _byVariance;
    private readonly VarianceBin[] _byDeviation;

    private VarianceCalibration(VarianceBin[] byVariance, VarianceBin[] byDeviation, long count)
    {
        _byVariance = byVariance;
        _byDeviation = byDeviation;
        UncertaintyCalibrationError =
            byVariance.Where(bin => bin.Count > 0).Sum(bin => bin.Count * Math.Abs(bin.MeanSquaredError - bin.MeanVariance)) / count;
        ExpectedNormalisedCalibrationError = byDeviation.Where(bin => bin.Count > 0).Average(bin =>
            Math.Abs(Math.Sqrt(bin.MeanVariance) - Math.Sqrt(bin.MeanSquaredError)) / Math.Sqrt(bin.MeanVariance));
    }

    /// <summary>Bins of equal width of the variance.</summary>
    public IReadOnlyList<VarianceBin> ByVariance => _byVariance;

    /// <summary>Bins of equal width of the standard deviation.</summary>
    public IReadOnlyList<VarianceBin> ByDeviation => _byDeviation;

    /// <summary>
    /// Uncertainty calibration error (UCE): mean over the inputs of their bin's |mean squared error - mean variance|, over bins of the variance, in
    /// the square of the target's unit; lower is better.
    /// </summary>
    /// <remarks>Laves et al., "Well-Calibrated Regression Uncertainty in Medical Imaging with Deep Learning", MIDL 2020.</remarks>
    public double UncertaintyCalibrationError { get; }

    /// <summary>
    /// Expected normalised calibration error (ENCE): plain mean over the bins of |root mean variance - root mean squared error| / root mean
    /// variance, over bins of the standard deviation; no unit, lower is better.
    /// </summary>
    /// <remarks>Levi et al., "Evaluating and Calibrating Uncertainty Prediction in Regression Tasks", 2019, Eq. (8).</remarks>
    public double ExpectedNormalisedCalibrationError { get; }

    /// <summary>Reads predictions with a variance.</summary>
    /// <param name="means">[N] means μ; finite.</param>
    /// <param name="standardDeviations">[N] standard deviations σ; finite and greater than 0.</param>
    /// <param name="targets">[N] true values y; finite.</param>
    /// <param name="bins">Number of bins. Default 10; at least 1.</param>
    /// <exception cref="ArgumentException">
    /// A span is empty or not finite, a standard deviation is not greater than 0, or the lengths differ.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is below 1.</exception>
    public static VarianceCalibration FromGaussian(
        ReadOnlySpan<double> means, ReadOnlySpan<double> standardDeviations, ReadOnlySpan<double> targets, int bins = 10)
    {
        RegressionMetrics.Check(means, standardDeviations, targets);
        Guard.AtLeast(bins, 1);
        ScoreSketch variances = new(ScoreSketch.All(targets.Length));
        for (int i = 0; i < targets.Length; i++)
        {
            double error = targets[i] - means[i];
            variances.Add(standardDeviations[i] * standardDeviations[i], error * error);
        }

        return Read(variances, bins);
    }

    /// <summary>Reads variances whose value is the squared error.</summary>
    internal static VarianceCalibration Read(ScoreSketch variances, int bins)
    {
        IReadOnlyList<ScoreGroup> groups = variances.Groups();
        return new VarianceCalibration(Bins(groups, bins, variance => variance), Bins(groups, bins, Math.Sqrt), variances.Count);
    }

    /// <summary>Bins [a, b), the last closed, of what the variance is read as.</summary>
    private static VarianceBin[] Bins(IReadOnlyList<ScoreGroup> groups, int bins, Func<double, double> read)
    {
        long[] counts = new long[bins];
        double[] variances = new double[bins];
        double[] errors = new double[bins];
        double least = read(groups.Min(group => group.Lowest));
        double width = (read(groups.Max(group => group.Highest)) - least) / bins;
        foreach (ScoreGroup group in groups)
        {
            int bin = width > 0 ? Math.Clamp((int)((read(group.Mean) - least) / width), 0, bins - 1) : 0;
            counts[bin] += group.Count;
            variances[bin] += group.Count * group.Mean;
            errors[bin] += group.ValueSum;
        }

        return [.. counts.Select((count, i) => new VarianceBin(count, variances[i] / count, errors[i] / count))];
    }
}
