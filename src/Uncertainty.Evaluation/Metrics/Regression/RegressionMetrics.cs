using MathNet.Numerics;

namespace Uncertainty.Evaluation;

/// <summary>
/// How good predictions of a number are: means alone, normal distributions, or draws. For several outputs flatten them: each is a
/// prediction of its own.
/// </summary>
public static partial class RegressionMetrics
{
    private static readonly double InverseRootPi = 1 / Math.Sqrt(Math.PI);
    private static readonly double InverseRootTwoPi = 1 / Math.Sqrt(2 * Math.PI);
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>
    /// Sharpness: root mean square of the predicted standard deviations, in the target's unit; among calibrated predictions lower is better.
    /// </summary>
    /// <remarks>Kuleshov, Fenner, Ermon, "Accurate Uncertainties for Deep Learning Using Calibrated Regression", ICML 2018, the root of Eq. (10).</remarks>
    /// <param name="standardDeviations">[N] standard deviations σ; finite and greater than 0.</param>
    /// <exception cref="ArgumentException"><paramref name="standardDeviations"/> are empty, or one is not finite and greater than 0.</exception>
    public static double Sharpness(ReadOnlySpan<double> standardDeviations)
    {
        SpanGuard.NotEmpty(standardDeviations);
        SpanGuard.Positive(standardDeviations);
        double sum = 0;
        foreach (double deviation in standardDeviations)
        {
            sum += deviation * deviation;
        }

        return Math.Sqrt(sum / standardDeviations.Length);
    }

    /// <summary>
    /// Negative log-likelihood of normal predictions: mean of ½ ln 2π + ln σ + ½ ((y - μ)/σ)², in nats, of any sign; lower is better.
    /// It is that of the target in its own unit: rescaled targets shift it.
    /// </summary>
    /// <remarks>
    /// The logarithmic score of Gneiting and Raftery, "Strictly Proper Scoring Rules, Prediction, and Estimation", Journal of the
    /// American Statistical Association, 2007, with the opposite sign.
    /// </remarks>
    /// <param name="means">[N] means μ; finite.</param>
    /// <param name="standardDeviations">[N] standard deviations σ, not variances; finite and greater than 0.</param>
    /// <param name="targets">[N] true values y; finite.</param>
    /// <exception cref="ArgumentException">
    /// A span is empty or not finite, a standard deviation is not greater than 0, or the lengths differ.
    /// </exception>
    public static double GaussianNegativeLogLikelihood(
        ReadOnlySpan<double> means, ReadOnlySpan<double> standardDeviations, ReadOnlySpan<double> targets)
    {
        Check(means, standardDeviations, targets);
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            sum += LogLoss((targets[i] - means[i]) / standardDeviations[i], standardDeviations[i]);
        }

        return sum / targets.Length;
    }

    /// <summary>
    /// Continuous ranked probability score (CRPS) of normal predictions: mean of σ (z (2 Φ(z) - 1) + 2 φ(z) - 1/√π) with
    /// z = (y - μ)/σ, in the target's unit, at least 0; lower is better. As σ goes to 0 it becomes the absolute error.
    /// </summary>
    /// <remarks>
    /// Gneiting et al., "Calibrated Probabilistic Forecasting Using Ensemble Model Output Statistics and Minimum CRPS Estimation",
    /// Monthly Weather Review, 2005.
    /// </remarks>
    /// <inheritdoc cref="GaussianNegativeLogLikelihood" path="/param"/>
    /// <inheritdoc cref="GaussianNegativeLogLikelihood" path="/exception"/>
    public static double GaussianCrps(
        ReadOnlySpan<double> means, ReadOnlySpan<double> standardDeviations, ReadOnlySpan<double> targets)
    {
        Check(means, standardDeviations, targets);
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            sum += Crps((targets[i] - means[i]) / standardDeviations[i], standardDeviations[i]);
        }

        return sum / targets.Length;
    }

    /// <summary>
    /// Predictive log-likelihood of draws under normal noise of one known precision: mean over the inputs of
    /// ln (1/S Σ_s N(y; ŷ_s, 1/τ)), in nats, of any sign; higher is better.
    /// </summary>
    /// <remarks>
    /// By log-mean-exp, which far targets do not make underflow. Gal and Ghahramani, "Dropout as a Bayesian Approximation: Representing
    /// Model Uncertainty in Deep Learning", ICML 2016.
    /// </remarks>
    /// <param name="draws">[S, N] predictions ŷ, row-major: S draws, N inputs, in the target's unit; finite.</param>
    /// <param name="targets">[N] true values y; finite.</param>
    /// <param name="precision">τ, one over the noise variance, in one over the square of the target's unit; greater than 0.</param>
    /// <exception cref="ArgumentException">
    /// A span is empty or not finite, or <paramref name="draws"/> are no whole number of rows of N.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="precision"/> is not finite and greater than 0.</exception>
    public static double PredictiveLogLikelihood(ReadOnlySpan<double> draws, ReadOnlySpan<double> targets, double precision)
    {
        SpanGuard.NotEmpty(draws);
        SpanGuard.NotEmpty(targets);
        SpanGuard.Finite(draws);
        SpanGuard.Finite(targets);
        Guard.Positive(precision);
        int inputs = targets.Length;
        if (draws.Length % inputs != 0)
        {
            throw new ArgumentException(
                $"must be [S, N] with N = {inputs}; {draws.Length} values are no whole number of rows.", nameof(draws));
        }

        double sum = 0;
        for (int i = 0; i < inputs; i++)
        {
            sum += LogSumExp(draws, i, inputs, targets[i], precision);
        }

        return (sum / inputs) - Math.Log(draws.Length / inputs) - HalfLogTwoPi + (0.5 * Math.Log(precision));
    }

    /// <summary>½ ln 2π + ln σ + ½ z².</summary>
    internal static double LogLoss(double z, double deviation) => HalfLogTwoPi + Math.Log(deviation) + (0.5 * z * z);

    internal static double Crps(double z, double deviation)
    {
        double density = InverseRootTwoPi * Math.Exp(-0.5 * z * z);
        // 2 Φ(z) - 1 is erf(z/√2), which keeps its digits where z is small.
        return deviation * ((z * SpecialFunctions.Erf(z / Math.Sqrt(2))) + (2 * density) - InverseRootPi);
    }

    /// <summary>ln Σ_s e^(-τ/2 (y - ŷ_s)²) for one input, with the largest term taken out.</summary>
    private static double LogSumExp(ReadOnlySpan<double> draws, int input, int inputs, double target, double precision)
    {
        double nearest = double.PositiveInfinity;
        for (int i = input; i < draws.Length; i += inputs)
        {
            nearest = Math.Min(nearest, Math.Abs(target - draws[i]));
        }

        double largest = Exponent(nearest, precision);
        if (double.IsNegativeInfinity(largest))
        {
            return largest;
        }

        double sum = 0;
        for (int i = input; i < draws.Length; i += inputs)
        {
            sum += Math.Exp(Exponent(target - draws[i], precision) - largest);
        }

        return largest + Math.Log(sum);
    }

    private static double Exponent(double error, double precision) => -0.5 * precision * error * error;

    internal static void Check(
        ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, string name = "predictions")
    {
        SpanGuard.NotEmpty(predictions, name);
        SpanGuard.Finite(predictions, name);
        SpanGuard.Length(targets.Length, predictions.Length, $"one for each of {name}", nameof(targets));
        SpanGuard.Finite(targets);
    }

    internal static void Check(ReadOnlySpan<double> means, ReadOnlySpan<double> standardDeviations, ReadOnlySpan<double> targets)
    {
        Check(means, targets, nameof(means));
        SpanGuard.Length(standardDeviations.Length, means.Length, "one for each of means", nameof(standardDeviations));
        SpanGuard.Positive(standardDeviations);
    }
}
