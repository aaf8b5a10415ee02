namespace Uncertainty.Evaluation;

/// <summary>
/// Scores of two classes, each sorted by itself, read as thresholds that fall from the highest score to the lowest: equal scores,
/// of whichever class, enter together.
/// </summary>
internal sealed class RankedScores
{
    private readonly double[] _positives;
    private readonly double[] _negatives;

    private RankedScores(double[] positives, double[] negatives)
    {
        _positives = positives;
        _negatives = negatives;
    }

    public int Positives => _positives.Length;

    public int Negatives => _negatives.Length;

    public static RankedScores Rank(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        Check(scores, isPositive);
        (double[] positives, double[] negatives) = Split(scores, isPositive);
        Array.Sort(positives);
        Array.Sort(negatives);
        return new RankedScores(positives, negatives);
    }

    /// <summary>The scores of the two classes; both must occur.</summary>
    public static (double[] Positives, double[] Negatives) Split(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        int count = isPositive.Count(true);
        if (count == 0 || count == scores.Length)
        {
            throw new ArgumentException(
                $"must hold both classes; got {count} positives and {scores.Length - count} negatives.", nameof(isPositive));
        }

        double[] positives = new double[count];
        double[] negatives = new double[scores.Length - count];
        int taken = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (isPositive[i])
            {
                positives[taken++] = scores[i];
            }
            else
            {
                negatives[i - taken] = scores[i];
            }
        }

        return (positives, negatives);
    }

    public static void Check(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        SpanGuard.NotEmpty(scores);
        SpanGuard.Finite(scores);
        SpanGuard.Length(isPositive.Length, scores.Length, "one for each score", nameof(isPositive));
    }

    public Enumerator GetEnumerator() => new(_positives, _negatives);

    public struct Enumerator(double[] positives, double[] negatives)
    {
        private int _truePositives;
        private int _falsePositives;

        public RankingCutoff Current { get; private set; }

        public bool MoveNext()
        {
            int positive = positives.Length - 1 - _truePositives;
            int negative = negatives.Length - 1 - _falsePositives;
            if (positive < 0 && negative < 0)
            {
                return false;
            }

            double threshold = Math.Max(
                positive < 0 ? double.NegativeInfinity : positives[positive],
                negative < 0 ? double.NegativeInfinity : negatives[negative]);
            for (; positive >= 0 && positives[positive] == threshold; positive--)
            {
                _truePositives++;
            }

            for (; negative >= 0 && negatives[negative] == threshold; negative--)
            {
                _falsePositives++;
            }

            Current = new RankingCutoff(threshold, _truePositives, _falsePositives);
            return true;
        }
    }
}
