namespace Uncertainty.Evaluation;

/// <summary>
/// <see cref="RankingSummary"/> of scores that come in parts, in memory that does not grow with their number. Exact while there are no more
/// distinct scores than it keeps apart; beyond that <see cref="RankingSummary.AurocTolerance"/> says how far off it may be. Not for several
/// threads at once.
/// </summary>
public sealed class RankingAccumulator
{
    private readonly double _target;
    private readonly ScoreSketch _scores;
    private long _positives;

    /// <summary>Starts with no scores.</summary>
    /// <param name="truePositiveRate">
    /// Where the false positive rate is read. Default 0.95; greater than 0 and at most 1.
    /// </param>
    /// <param name="distinctScores">How many scores are kept apart, at up to 180 bytes each. Default 32,768; at least 16.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public RankingAccumulator(double truePositiveRate = RankingMetrics.DefaultTruePositiveRate, int distinctScores = ScoreSketch.DefaultCapacity)
    {
        SpanGuard.Share(truePositiveRate);
        _target = truePositiveRate;
        _scores = new ScoreSketch(Guard.AtLeast(distinctScores, ScoreSketch.LeastCapacity));
    }

    /// <summary>Number of scores so far.</summary>
    public long Count => _scores.Count;

    /// <summary>Takes in more scores: all of them, or none where one is bad.</summary>
    /// <param name="scores">[N] scores of any finite size; higher means positive.</param>
    /// <param name="isPositive">[N] whether the input is of the positive class; here one class may be missing.</param>
    /// <exception cref="ArgumentException"><paramref name="scores"/> are empty or not finite, or the lengths differ.</exception>
    public void Update(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        RankedScores.Check(scores, isPositive);
        for (int i = 0; i < scores.Length; i++)
        {
            _scores.Add(scores[i], isPositive[i] ? 1 : 0);
        }

        _positives += isPositive.Count(true);
    }

    /// <summary>The numbers of all scores so far; more may follow.</summary>
    /// <exception cref="InvalidOperationException">One class is missing.</exception>
    public RankingSummary Compute()
    {
        long negatives = Count - _positives;
        if (_positives == 0 || negatives == 0)
        {
            throw new InvalidOperationException($"Both classes must occur; so far there are {_positives} positives and {negatives} negatives.");
        }

        return RankingSummary.Of(_scores.Groups(), _positives, negatives, _target);
    }
}
