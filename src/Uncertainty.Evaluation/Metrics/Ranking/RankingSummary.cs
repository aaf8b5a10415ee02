namespace Uncertainty.Evaluation;

/// <summary>How well a score tells positives from negatives, by every number of <see cref="RankingMetrics"/>.</summary>
public sealed record RankingSummary
{
    internal RankingSummary()
    {
    }

    /// <summary>Number of positives.</summary>
    public required long Positives { get; init; }

    /// <summary>Number of negatives.</summary>
    public required long Negatives { get; init; }

    /// <summary>Area under the ROC curve, in [0, 1]: <see cref="RankingMetrics.Auroc"/>.</summary>
    public required double Auroc { get; init; }

    /// <summary>
    /// How far <see cref="Auroc"/> may be from that of the same scores sorted, at most: 0 but for more distinct scores than a
    /// <see cref="RankingAccumulator"/> keeps apart.
    /// </summary>
    public required double AurocTolerance { get; init; }

    /// <summary>Area under the precision-recall curve by steps, in [0, 1]: <see cref="RankingMetrics.AveragePrecision"/>.</summary>
    public required double AveragePrecision { get; init; }

    /// <summary>The same by trapezoids, in [0, 1]: <see cref="RankingMetrics.AuprTrapezoid"/>.</summary>
    public required double AuprTrapezoid { get; init; }

    /// <summary>The true positive rate at which <see cref="FalsePositiveRate"/> is read.</summary>
    public required double TruePositiveRate { get; init; }

    /// <summary>
    /// False positive rate at that true positive rate, in [0, 1]: <see cref="RankingMetrics.FalsePositiveRateAtTruePositiveRate"/>.
    /// </summary>
    public required double FalsePositiveRate { get; init; }

    /// <summary>Least error with both classes equally likely, in [0, ½]: <see cref="RankingMetrics.DetectionError"/>.</summary>
    public required double DetectionError { get; init; }

    /// <summary>
    /// The same at the threshold of <see cref="TruePositiveRate"/>, in [0, 1]: <see cref="RankingMetrics.DetectionErrorAtTruePositiveRate"/>.
    /// </summary>
    public required double DetectionErrorAtRate { get; init; }

    /// <summary>Reads sorted scores.</summary>
    internal static RankingSummary Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, double truePositiveRate)
    {
        RankedScores ranked = RankedScores.Rank(scores, isPositive);
        RankingFold fold = new(ranked.Positives, ranked.Negatives, truePositiveRate);
        foreach (RankingCutoff cutoff in ranked)
        {
            fold.Add(cutoff);
        }

        return fold.Summary(aurocTolerance: 0);
    }

    /// <summary>Reads groups of scores, lowest first, whose value is the number of positives.</summary>
    internal static RankingSummary Of(IReadOnlyList<ScoreGroup> groups, long positives, long negatives, double truePositiveRate)
    {
        RankingFold fold = new(positives, negatives, truePositiveRate);
        long truePositives = 0;
        long falsePositives = 0;
        for (int i = groups.Count - 1; i >= 0; i--)
        {
            long found = (long)groups[i].ValueSum;
            truePositives += found;
            falsePositives += groups[i].Count - found;
            fold.Add(new RankingCutoff(groups[i].Lowest, truePositives, falsePositives));
        }

        return fold.Summary(Undecided(groups) / ((double)positives * negatives));
    }

    /// <summary>
    /// Pairs of a positive and a negative that may be ordered otherwise than by their groups: half of those within a group, and all between
    /// groups whose scores overlap.
    /// </summary>
    private static double Undecided(IReadOnlyList<ScoreGroup> groups)
    {
        double[] highest = new double[groups.Count];
        double pairs = 0;
        for (int i = 0; i < groups.Count; i++)
        {
            ScoreGroup group = groups[i];
            double negatives = group.Count - group.ValueSum;
            highest[i] = i == 0 ? group.Highest : Math.Max(highest[i - 1], group.Highest);
            pairs += group.IsExact ? 0 : group.ValueSum * negatives / 2;
            for (int below = i - 1; below >= 0 && highest[below] >= group.Lowest; below--)
            {
                ScoreGroup other = groups[below];
                if (other.Highest >= group.Lowest)
                {
                    pairs += (group.ValueSum * (other.Count - other.ValueSum)) + (other.ValueSum * negatives);
                }
            }
        }

        return pairs;
    }
}
