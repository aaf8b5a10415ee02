using TorchSharp;

namespace Uncertainty.Evaluation;

/// <summary>
/// Scores of n calibration inputs, sorted: what split conformal prediction knows. Gives the threshold that a new score exceeds with
/// probability at most α, and the p-value of a new score. For scores of one's own; <see cref="ConformalClassifier"/> and
/// <see cref="ConformalRegressor"/> are made of it. Immutable; 8 n bytes.
/// </summary>
/// <remarks>
/// Vovk, Gammerman, Shafer, "Algorithmic Learning in a Random World", 2005. With calibration scores and the new one exchangeable: P(score ≤
/// threshold) ≥ 1 - α, and at most 1 - α + 1/(n + 1) where scores are never equal. This is a probability over calibration set and input;
/// for one calibration set the coverage follows Beta(k, n + 1 - k), k = ⌈(n + 1)(1 - α)⌉ (Vovk, "Conditional Validity of Inductive
/// Conformal Predictors", ACML 2012).
/// </remarks>
public sealed class ConformalScores
{
    private const string Kind = "conformal_scores";
    private const int FileVersion = 1;

    private readonly double[] _sorted;

    internal ConformalScores(double[] scores)
    {
        Array.Sort(scores);
        _sorted = scores;
    }

    /// <summary>Takes the scores of calibration inputs, which no model was trained or chosen on.</summary>
    /// <param name="scores">[n] scores of any finite size; higher fits worse. Their order does not matter.</param>
    /// <exception cref="ArgumentException"><paramref name="scores"/> is empty or not finite.</exception>
    public static ConformalScores Fit(ReadOnlySpan<double> scores)
    {
        SpanGuard.NotEmpty(scores);
        SpanGuard.Finite(scores);
        return new ConformalScores(scores.ToArray());
    }

    /// <summary>Number of scores n.</summary>
    public int Count => _sorted.Length;

    internal ReadOnlySpan<double> Sorted => _sorted;

    /// <summary>Smallest n whose threshold at α is finite: ⌈1/α⌉ - 1.</summary>
    /// <param name="alpha">α, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is less than 1e-9 or not less than 1.</exception>
    public static int LeastCount(double alpha) => alpha is >= 1e-9 and < 1
        ? ConformalRank.LeastCount(alpha)
        : throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "must be at least 1e-9 and less than 1.");

    /// <summary>The k-th smallest score, k = ⌈(n + 1)(1 - α)⌉; infinite where k is above n.</summary>
    /// <remarks>
    /// α is taken as the decimal number that it is nearest to: 0.1 is a tenth, so that k is right where (n + 1) α is a whole number.
    /// </remarks>
    /// <param name="alpha">α, how often a new score may be above; between 0 and 1.</param>
    /// <param name="statistic">Which order statistic; default <see cref="OrderStatistic.Exact"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="alpha"/> is not between 0 and 1, or there is no such statistic.
    /// </exception>
    public double Threshold(double alpha, OrderStatistic statistic = OrderStatistic.Exact)
    {
        Guard.Inside(alpha);
        return Threshold(alpha, Guard.Named(statistic), tails: 1);
    }

    /// <summary>
    /// p-value of a new score: (1 + how many of the calibration scores are at least as high) / (n + 1), in [1/(n + 1), 1]. At most α with
    /// probability at most α. A score is within the exact threshold where its p-value is above α.
    /// </summary>
    /// <param name="score">Any number, infinities too.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="score"/> is not a number.</exception>
    public double PValue(double score)
    {
        if (double.IsNaN(score))
        {
            throw new ArgumentOutOfRangeException(nameof(score), score, "must be a number.");
        }

        return (1.0 + _sorted.Length - Below(score)) / (_sorted.Length + 1.0);
    }

    /// <summary>Writes the scores as a safetensors file.</summary>
    /// <param name="path">Where; a file that is there already is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        TensorFile.Save(path, Kind, FileVersion, [], [("scores", torch.tensor(_sorted))]);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, holds something else or is of a newer version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ConformalScores Load(string path)
    {
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        double[] scores = file.Numbers("scores");
        return file.Make(() => Fit(scores));
    }

    internal double Threshold(double alpha, OrderStatistic statistic, int tails)
    {
        int rank = ConformalRank.Of(alpha, Count, statistic, tails);
        return rank > Count ? double.PositiveInfinity : _sorted[rank - 1];
    }

    private int Below(double score)
    {
        int first = 0;
        int end = _sorted.Length;
        while (first < end)
        {
            int middle = first + ((end - first) / 2);
            if (_sorted[middle] < score)
            {
                first = middle + 1;
            }
            else
            {
                end = middle;
            }
        }

        return first;
    }
}
