using MathNet.Numerics.Distributions;

namespace Uncertainty.Evaluation;

/// <summary>
/// Recalibration of normal predictions: what a model calls the probability p that a target lies below becomes the share of held-out targets that did.
/// The calibrated prediction of an input is no normal distribution any more; its quantiles and its distribution function are at hand. Immutable.
/// </summary>
/// <remarks>
/// Kuleshov, Fenner, Ermon, "Accurate Uncertainties for Deep Learning Using Calibrated Regression", ICML 2018, Algorithm 1. The map R goes through
/// (0, 0), the N points (Φ(z), share of held-out z of at most this), with z = (y - μ) / σ, and (1, 1); equal z are one point, and between points R is
/// linear in p. As the shares rise with z, they are their own isotonic regression.
/// </remarks>
public sealed class IsotonicRegressionCalibration
{
    private const string Kind = "calibration.isotonic_regression";
    private const int FileVersion = 1;

    private readonly double[] _residuals;
    private readonly double[] _shares;

    /// <param name="residuals">Rising, between infinities; beyond their number of 2 there is at least one.</param>
    /// <param name="shares">Rising from 0 to 1.</param>
    private IsotonicRegressionCalibration(double[] residuals, double[] shares)
    {
        _residuals = residuals;
        _shares = shares;
    }

    /// <summary>Fits the map.</summary>
    /// <param name="means">[N] means μ on held-out inputs; finite.</param>
    /// <param name="standardDeviations">[N] standard deviations σ, not variances; finite and greater than 0.</param>
    /// <param name="targets">[N] true values y; finite, and not so many σ away that a normal distribution reaches only 0 there, some 38.</param>
    /// <exception cref="ArgumentException">
    /// A span is empty or not finite, a standard deviation is not greater than 0, the lengths differ, or a target is too far away.
    /// </exception>
    public static IsotonicRegressionCalibration Fit(
        ReadOnlySpan<double> means, ReadOnlySpan<double> standardDeviations, ReadOnlySpan<double> targets)
    {
        RegressionMetrics.Check(means, standardDeviations, targets);
        double[] residuals = new double[targets.Length];
        for (int i = 0; i < residuals.Length; i++)
        {
            residuals[i] = (targets[i] - means[i]) / standardDeviations[i];
            if (!(Below(-Math.Abs(residuals[i])) > 0))
            {
                throw SpanGuard.Element(
                    $"where a normal distribution has mass left; it lies {SpanGuard.Text(residuals[i])} standard deviations away, so scale these first",
                    targets[i],
                    i,
                    nameof(targets));
            }
        }

        Array.Sort(residuals);
        double[] distinct = [.. residuals.Distinct()];
        double[] shares = [.. distinct.Select(value => (double)Count(residuals, value) / residuals.Length)];
        return Between(distinct, shares);
    }

    /// <summary>R: the calibrated probability of lying below what the model says has probability p below it.</summary>
    /// <param name="levels">[L] probabilities p, in [0, 1].</param>
    /// <returns>[L] calibrated probabilities, in [0, 1]; new.</returns>
    /// <exception cref="ArgumentException"><paramref name="levels"/> are empty or out of [0, 1].</exception>
    public double[] Levels(ReadOnlySpan<double> levels)
    {
        SpanGuard.NotEmpty(levels);
        SpanGuard.Unit(levels);
        return [.. levels.ToArray().Select(level => Share(Normal.InvCDF(0, 1, level)))];
    }

    /// <summary>The calibrated distribution function: the probability that the target of each input is at most a value.</summary>
    /// <param name="means">[N] means μ; finite.</param>
    /// <param name="standardDeviations">[N] standard deviations σ; finite and greater than 0.</param>
    /// <param name="values">[N] values, one for each input; finite.</param>
    /// <returns>[N] probabilities, in [0, 1]; new.</returns>
    /// <exception cref="ArgumentException">
    /// A span is empty or not finite, a standard deviation is not greater than 0, or the lengths differ.
    /// </exception>
    public double[] Probabilities(ReadOnlySpan<double> means, ReadOnlySpan<double> standardDeviations, ReadOnlySpan<double> values)
    {
        Check(means, standardDeviations);
        SpanGuard.Length(values.Length, means.Length, "one for each mean", nameof(values));
        SpanGuard.Finite(values);
        double[] probabilities = new double[means.Length];
        for (int i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = Share((values[i] - means[i]) / standardDeviations[i]);
        }

        return probabilities;
    }

    /// <summary>Calibrated quantiles: the least value below which the target lies with this probability.</summary>
    /// <param name="means">[N] means μ; finite.</param>
    /// <param name="standardDeviations">[N] standard deviations σ; finite and greater than 0.</param>
    /// <param name="level">The probability; greater than 0 and less than 1.</param>
    /// <returns>[N] quantiles, in the targets' unit; new.</returns>
    /// <exception cref="ArgumentException">
    /// A span is empty or not finite, a standard deviation is not greater than 0, or the lengths differ.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is out of range.</exception>
    public double[] Quantiles(ReadOnlySpan<double> means, ReadOnlySpan<double> standardDeviations, double level)
    {
        Check(means, standardDeviations);
        Guard.Inside(level);
        double residual = Residual(level);
        double[] quantiles = new double[means.Length];
        for (int i = 0; i < quantiles.Length; i++)
        {
            quantiles[i] = means[i] + (standardDeviations[i] * residual);
        }

        return quantiles;
    }

    /// <inheritdoc cref="ICalibrator.Save"/>
    public void Save(string path) =>
        FittedFile.Save(path, Kind, FileVersion, [], [("residuals", _residuals[1..^1]), ("shares", _shares[1..^1])]);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <inheritdoc cref="TemperatureScaling.Load" path="/param"/>
    /// <inheritdoc cref="TemperatureScaling.Load" path="/exception"/>
    public static IsotonicRegressionCalibration Load(string path)
    {
        using FittedFile file = FittedFile.Load(path, Kind, FileVersion);
        double[] residuals = file.Rising(file.Values("residuals"), "residuals");
        double[] shares = file.Rising(file.Values("shares", residuals.Length), "shares");
        return shares.Length > 0 && shares[0] > 0 && shares[^1] == 1
            ? Between(residuals, shares)
            : throw file.Wrong("its shares must rise from above 0 to 1.");
    }

    private static IsotonicRegressionCalibration Between(double[] residuals, double[] shares) =>
        new([double.NegativeInfinity, .. residuals, double.PositiveInfinity], [0, .. shares, 1]);

    private static void Check(ReadOnlySpan<double> means, ReadOnlySpan<double> standardDeviations)
    {
        SpanGuard.NotEmpty(means);
        SpanGuard.Finite(means);
        SpanGuard.Length(standardDeviations.Length, means.Length, "one for each mean", nameof(standardDeviations));
        SpanGuard.Positive(standardDeviations);
    }

    /// <summary>Number of sorted values that are at most one of them.</summary>
    private static int Count(double[] sorted, double value)
    {
        int low = 0;
        int high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private double Share(double residual)
    {
        int place = Array.BinarySearch(_residuals, residual);
        if (place >= 0)
        {
            return _shares[place];
        }

        int next = ~place;
        double part = Mass(_residuals[next - 1], residual) / Mass(_residuals[next - 1], _residuals[next]);
        return _shares[next - 1] + (part * (_shares[next] - _shares[next - 1]));
    }

    private double Residual(double level)
    {
        int place = Array.BinarySearch(_shares, 1, _shares.Length - 2, level);
        if (place >= 0)
        {
            return _residuals[place];
        }

        int next = ~place;
        double part = (level - _shares[next - 1]) / (_shares[next] - _shares[next - 1]);
        double lower = _residuals[next - 1];
        double upper = _residuals[next];

        // Above the mean the masses above are the small ones, which keep their digits.
        return lower >= 0
            ? -Normal.InvCDF(0, 1, ((1 - part) * Below(-lower)) + (part * Below(-upper)))
            : Normal.InvCDF(0, 1, ((1 - part) * Below(lower)) + (part * Below(upper)));
    }

    /// <summary>Mass of the standard normal distribution between two values, by the tail that is the smaller one.</summary>
    private static double Mass(double lower, double upper) => lower >= 0 ? Below(-lower) - Below(-upper) : Below(upper) - Below(lower);

    private static double Below(double value) => double.IsInfinity(value) ? value > 0 ? 1 : 0 : Normal.CDF(0, 1, value);
}
