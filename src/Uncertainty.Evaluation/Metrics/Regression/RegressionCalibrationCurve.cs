namespace Uncertainty.Evaluation;

/// <summary>
/// How often targets lie within what a regression predicts for each level: the share that does, beside the level itself. Immutable.
/// </summary>
/// <remarks>
/// Kuleshov, Fenner, Ermon, "Accurate Uncertainties for Deep Learning Using Calibrated Regression", ICML 2018, Section 3; levels are spread
/// evenly over [0, 1], both ends among them.
/// </remarks>
public sealed class RegressionCalibrationCurve
{
    private readonly double[] _expected;
    private readonly double[] _observed;

    internal RegressionCalibrationCurve(LevelKind kind, double[] expected, double[] observed)
    {
        Kind = kind;
        _expected = expected;
        _observed = observed;
    }

    /// <summary>What the levels are masses of.</summary>
    public LevelKind Kind { get; }

    /// <summary>The L levels, 0 … 1.</summary>
    public IReadOnlyList<double> Expected => _expected;

    /// <summary>For each level the share of targets within, in [0, 1].</summary>
    public IReadOnlyList<double> Observed => _observed;

    /// <summary>Mean absolute calibration error (MACE): mean over the levels of |observed - expected|, in [0, 1]; lower is better.</summary>
    public double MeanAbsoluteError => _expected.Zip(_observed, (expected, observed) => Math.Abs(expected - observed)).Average();

    /// <summary>Root mean square calibration error (RMSCE) over the levels, in [0, 1]; lower is better.</summary>
    public double RootMeanSquareError =>
        Math.Sqrt(_expected.Zip(_observed, (expected, observed) => (expected - observed) * (expected - observed)).Average());

    /// <summary>
    /// Miscalibration area: that between the curve and the diagonal, in [0, ½]; lower is better. Where the curve crosses the diagonal between two
    /// levels, both triangles count.
    /// </summary>
    /// <remarks>Tran et al., "Methods for Comparing Uncertainty Quantifications for Material Property Predictions", 2020.</remarks>
    public double MiscalibrationArea
    {
        get
        {
            double area = 0;
            for (int i = 1; i < _expected.Length; i++)
            {
                double width = _expected[i] - _expected[i - 1];
                double left = _observed[i - 1] - _expected[i - 1];
                double right = _observed[i] - _expected[i];
                double mean = (Math.Abs(left) + Math.Abs(right)) / 2;
                area += left * right < 0 ? width * ((left * left) + (right * right)) / (4 * mean) : width * mean;
            }

            return area;
        }
    }

    /// <summary>Reads normal predictions.</summary>
    /// <param name="means">[N] means μ; finite.</param>
    /// <param name="standardDeviations">[N] standard deviations σ; finite and greater than 0.</param>
    /// <param name="targets">[N] true values y; finite.</param>
    /// <param name="kind">What the levels are masses of. Default central intervals.</param>
    /// <param name="levels">Number of levels L. Default 100; at least 2.</param>
    /// <exception cref="ArgumentException">
    /// A span is empty or not finite, a standard deviation is not greater than 0, or the lengths differ.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="levels"/> is below 2, or <paramref name="kind"/> is neither of the two.
    /// </exception>
    public static RegressionCalibrationCurve FromGaussian(
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> standardDeviations,
        ReadOnlySpan<double> targets,
        LevelKind kind = LevelKind.Interval,
        int levels = GaussianMetricOptions.DefaultLevels)
    {
        RegressionMetrics.Check(means, standardDeviations, targets);
        LevelTally tally = new(kind, levels);
        for (int i = 0; i < targets.Length; i++)
        {
            tally.Add((targets[i] - means[i]) / standardDeviations[i]);
        }

        return tally.Curve();
    }
}
