namespace Uncertainty.Evaluation;

/// <summary>
/// Variance scaling: standard deviations of normal predictions times one number, or one for each bin of them, by which the Gaussian negative
/// log-likelihood is least. Means stay as they are. Immutable.
/// </summary>
/// <remarks>
/// In closed form: the square of the factor is the mean of ((y - μ) / σ)². Laves, Ihler, Fast, Kahrs, Ortmaier, "Well-Calibrated Regression
/// Uncertainty in Medical Imaging with Deep Learning", MIDL 2020; Levi, Gispan, Giladi, Fetaya, "Evaluating and Calibrating Uncertainty
/// Prediction in Regression Tasks", 2019, as temperature scaling.
/// </remarks>
public sealed class VarianceScaling
{
    private const string Kind = "calibration.variance";
    private const int FileVersion = 1;

    private readonly double[] _edges;
    private readonly double[] _factors;

    private VarianceScaling(double[] edges, double[] factors)
    {
        _edges = edges;
        _factors = factors;
    }

    /// <summary>The factor of each bin, greater than 0, by rising standard deviation: above 1 the model was overconfident. With one bin, one number.</summary>
    public IReadOnlyList<double> Factors => _factors;

    /// <summary>The standard deviations between bins, rising: one less than there are bins; a value on an edge is of the lower bin.</summary>
    public IReadOnlyList<double> Edges => _edges;

    /// <summary>Fits the factors.</summary>
    /// <param name="means">[N] means μ on held-out inputs; finite.</param>
    /// <param name="standardDeviations">[N] standard deviations σ, not variances; finite and greater than 0.</param>
    /// <param name="targets">[N] true values y; finite.</param>
    /// <param name="bins">
    /// Number of bins of equal counts by σ, each with a factor of its own. Default 1; at least 1. Equal ones stay together, so that there can be fewer
    /// bins.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A span is empty or not finite, a standard deviation is not greater than 0, the lengths differ, or all targets of a bin are the means, to which
    /// no factor is small enough.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is below 1.</exception>
    public static VarianceScaling Fit(
        ReadOnlySpan<double> means, ReadOnlySpan<double> standardDeviations, ReadOnlySpan<double> targets, int bins = 1)
    {
        RegressionMetrics.Check(means, standardDeviations, targets);
        Guard.AtLeast(bins, 1);
        double[] edges = CountEdges.Of(standardDeviations, bins);
        double[] squares = new double[edges.Length + 1];
        long[] counts = new long[squares.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            int bin = CountEdges.Bin(edges, standardDeviations[i]);
            double residual = (targets[i] - means[i]) / standardDeviations[i];
            squares[bin] += residual * residual;
            counts[bin]++;
        }

        double[] factors = [.. squares.Select((square, bin) => Math.Sqrt(square / counts[bin]))];
        int bad = Array.FindIndex(factors, factor => !(factor > 0 && double.IsFinite(factor)));
        return bad < 0
            ? new VarianceScaling(edges, factors)
            : throw new ArgumentException(
                $"must differ from the means, and not beyond all numbers; the factor of bin {bad} would be {SpanGuard.Text(factors[bad])}.",
                nameof(targets));
    }

    /// <summary>Scales standard deviations.</summary>
    /// <param name="standardDeviations">[N] standard deviations σ; finite and greater than 0.</param>
    /// <returns>[N] calibrated standard deviations; new.</returns>
    /// <exception cref="ArgumentException"><paramref name="standardDeviations"/> are empty, not finite or not greater than 0.</exception>
    public double[] Apply(ReadOnlySpan<double> standardDeviations)
    {
        SpanGuard.NotEmpty(standardDeviations);
        SpanGuard.Positive(standardDeviations);
        double[] scaled = new double[standardDeviations.Length];
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = standardDeviations[i] * _factors[CountEdges.Bin(_edges, standardDeviations[i])];
        }

        return scaled;
    }

    /// <inheritdoc cref="ICalibrator.Save"/>
    public void Save(string path) => FittedFile.Save(path, Kind, FileVersion, [], [("edges", _edges), ("factors", _factors)]);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <inheritdoc cref="TemperatureScaling.Load" path="/param"/>
    /// <inheritdoc cref="TemperatureScaling.Load" path="/exception"/>
    public static VarianceScaling Load(string path)
    {
        using FittedFile file = FittedFile.Load(path, Kind, FileVersion);
        double[] edges = file.Rising(file.Values("edges"), "edges");
        double[] factors = file.Values("factors", edges.Length + 1);
        return factors.All(factor => factor > 0) ? new VarianceScaling(edges, factors) : throw file.Wrong("its factors must be greater than 0.");
    }
}
