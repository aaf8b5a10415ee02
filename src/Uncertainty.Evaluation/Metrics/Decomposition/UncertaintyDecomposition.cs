namespace Uncertainty.Evaluation;

/// <summary>
/// The uncertainty of each input in total, from the data (aleatoric) and from the model (epistemic), of which the total is the sum, by one of
/// several losses. From draws on plain spans, in double precision; <see cref="ClassificationUncertainty"/> and
/// <see cref="RegressionUncertainty"/> are for tensors. Immutable.
/// </summary>
/// <remarks>
/// Each is the least expected loss of the mean prediction, of which the draws' own least losses are the aleatoric part: log loss, 0-1 loss,
/// Brier score. Hofman, Sale and Hüllermeier, "Quantifying Aleatoric and Epistemic Uncertainty with Proper Scoring Rules", 2024.
/// </remarks>
public sealed class UncertaintyDecomposition
{
    private readonly double[] _total;
    private readonly double[] _aleatoric;

    private UncertaintyDecomposition(double[] total, double[] aleatoric)
    {
        _total = total;
        _aleatoric = aleatoric;
        Epistemic = [.. total.Zip(aleatoric, (all, data) => all - data)];
    }

    /// <summary>[N] total uncertainty.</summary>
    public IReadOnlyList<double> Total => _total;

    /// <summary>[N] aleatoric uncertainty, the data's.</summary>
    public IReadOnlyList<double> Aleatoric => _aleatoric;

    /// <summary>[N] epistemic uncertainty, the model's: total minus aleatoric. Nothing is clipped: rounding may leave it a little below 0.</summary>
    public IReadOnlyList<double> Epistemic { get; }

    /// <summary>Of log loss: total H[p̄], aleatoric E H[p_s], in [0, ln C] nats; 0 ln 0 is 0.</summary>
    /// <remarks>
    /// Depeweg et al., "Decomposition of Uncertainty in Bayesian Deep Learning for Efficient and Risk-sensitive Learning", ICML 2018. In bits:
    /// divide by ln 2.
    /// </remarks>
    /// <param name="probabilities">[S, N, C] class probabilities, row-major: S draws, N inputs, C classes; each row with sum 1.</param>
    /// <param name="draws">Number of draws S; at least 1.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="probabilities"/> are empty, no whole number of draws, negative, not a number, or a row does not sum to 1.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static UncertaintyDecomposition Entropy(ReadOnlySpan<double> probabilities, int draws, int classes) =>
        OfClasses(probabilities, draws, classes, Shannon);

    /// <summary>Of 0-1 loss: total 1 - max p̄, aleatoric mean of 1 - max p_s, in [0, 1 - 1/C].</summary>
    /// <inheritdoc cref="Entropy" path="/param"/>
    /// <inheritdoc cref="Entropy" path="/exception"/>
    public static UncertaintyDecomposition ZeroOne(ReadOnlySpan<double> probabilities, int draws, int classes) =>
        OfClasses(probabilities, draws, classes, row => 1 - row[ClassificationMetrics.ArgMax(row)]);

    /// <summary>
    /// Of the Brier score: total Σ_c p̄_c (1 - p̄_c), aleatoric the mean of the same of the draws, in [0, 1 - 1/C]; epistemic is then the sum over the
    /// classes of the variance over the draws.
    /// </summary>
    /// <remarks>
    /// Kwon et al., "Uncertainty Quantification Using Bayesian Neural Networks in Classification: Application to Biomedical Image Segmentation",
    /// Computational Statistics and Data Analysis, 2020: the trace of its covariances.
    /// </remarks>
    /// <inheritdoc cref="Entropy" path="/param"/>
    /// <inheritdoc cref="Entropy" path="/exception"/>
    public static UncertaintyDecomposition Quadratic(ReadOnlySpan<double> probabilities, int draws, int classes) =>
        OfClasses(probabilities, draws, classes, Spread);

    /// <summary>
    /// Of log loss for normal predictions: total ½ ln(2πe σ²) of the variance in total, aleatoric its mean over the draws, in nats, of any sign.
    /// </summary>
    /// <remarks>
    /// The variance in total is E σ²_s + Var μ_s, with divisor S. A mixture of normal distributions has no entropy in closed form: that of the normal
    /// distribution of the same variance bounds it from above, so that total and epistemic are upper bounds. Targets in another unit shift total
    /// and aleatoric alike.
    /// </remarks>
    /// <param name="means">[S, N] means μ, row-major: S draws, N inputs; finite.</param>
    /// <param name="variances">[S, N] noise variances σ², not standard deviations; finite and greater than 0.</param>
    /// <param name="draws">Number of draws S; at least 1.</param>
    /// <exception cref="ArgumentException">
    /// A span is empty or not finite, a variance is not greater than 0, the lengths differ, or they are no whole number of draws.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="draws"/> is below 1.</exception>
    public static UncertaintyDecomposition GaussianEntropy(ReadOnlySpan<double> means, ReadOnlySpan<double> variances, int draws)
    {
        SpanGuard.NotEmpty(means);
        SpanGuard.Finite(means);
        SpanGuard.Length(variances.Length, means.Length, "one for each of means", nameof(variances));
        SpanGuard.Positive(variances);
        int inputs = Inputs(means.Length, draws, nameof(means));
        double[] total = new double[inputs];
        double[] aleatoric = new double[inputs];
        for (int i = 0; i < inputs; i++)
        {
            double mean = 0;
            double squares = 0;
            double variance = 0;
            for (int s = 0; s < draws; s++)
            {
                double before = means[(s * inputs) + i] - mean;
                mean += before / (s + 1);
                squares += before * (means[(s * inputs) + i] - mean);
                variance += variances[(s * inputs) + i] / draws;
                aleatoric[i] += NormalEntropy(variances[(s * inputs) + i]) / draws;
            }

            total[i] = NormalEntropy(variance + (squares / draws));
        }

        return new UncertaintyDecomposition(total, aleatoric);
    }

    private delegate double RowMeasure(ReadOnlySpan<double> row);

    private static UncertaintyDecomposition OfClasses(ReadOnlySpan<double> probabilities, int draws, int classes, RowMeasure measure)
    {
        int rows = SpanGuard.Probabilities(probabilities, classes);
        int inputs = Inputs(rows, draws, nameof(probabilities));
        double[] total = new double[inputs];
        double[] aleatoric = new double[inputs];
        double[] mean = new double[classes];
        for (int i = 0; i < inputs; i++)
        {
            Array.Clear(mean);
            for (int s = 0; s < draws; s++)
            {
                ReadOnlySpan<double> row = probabilities.Slice(((s * inputs) + i) * classes, classes);
                aleatoric[i] += measure(row) / draws;
                for (int c = 0; c < classes; c++)
                {
                    mean[c] += row[c] / draws;
                }
            }

            total[i] = measure(mean);
        }

        return new UncertaintyDecomposition(total, aleatoric);
    }

    private static int Inputs(int rows, int draws, string name)
    {
        Guard.AtLeast(draws, 1);
        return rows % draws == 0
            ? rows / draws
            : throw new ArgumentException($"must hold the same inputs in each of {draws} draws; {rows} rows are no whole number of them.", name);
    }

    /// <summary>-Σ p ln p in nats.</summary>
    internal static double Shannon(ReadOnlySpan<double> row)
    {
        double sum = 0;
        foreach (double probability in row)
        {
            sum -= probability > 0 ? probability * Math.Log(probability) : 0;
        }

        return sum;
    }

    private static double Spread(ReadOnlySpan<double> row)
    {
        double sum = 0;
        foreach (double probability in row)
        {
            sum += probability * (1 - probability);
        }

        return sum;
    }

    private static double NormalEntropy(double variance) => 0.5 * Math.Log(2 * Math.PI * Math.E * variance);
}
