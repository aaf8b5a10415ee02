namespace Uncertainty.Evaluation;

/// <summary>
/// How well a score tells positives from negatives: wrong predictions from right ones by their uncertainty, say, or
/// out-of-distribution inputs from others. The positives should score higher. Scores are ranked as they are, in double precision
/// and without any squashing, so only their order counts; where the positives score lower, negate the scores.
/// </summary>
/// <remarks>
/// A threshold calls positive what scores at least as much. Every distinct score is one, so equal scores enter together.
/// O(N log N). Fawcett, "An Introduction to ROC Analysis", Pattern Recognition Letters, 2006.
/// </remarks>
public static class RankingMetrics
{
    /// <summary>True positive rate at which the false positive rate is read where none is given.</summary>
    public const double DefaultTruePositiveRate = 0.95;

    /// <summary>
    /// Area under the ROC curve (AUROC): the probability that a random positive scores higher than a random negative, ties counting
    /// half, in [0, 1]; higher is better, 1/2 is chance.
    /// </summary>
    /// <remarks>
    /// Hanley and McNeil, "The Meaning and Use of the Area under a Receiver Operating Characteristic (ROC) Curve", Radiology, 1982.
    /// </remarks>
    /// <param name="scores">[N] scores of any finite size; higher means positive.</param>
    /// <param name="isPositive">[N] whether the input is of the positive class; both classes must occur.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="scores"/> are empty or not finite, the lengths differ, or one class is missing.
    /// </exception>
    public static double Auroc(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive) =>
        RankingSummary.Of(scores, isPositive, DefaultTruePositiveRate).Auroc;

    /// <summary>
    /// Average precision (AP), the area under the precision-recall curve by steps: Σ (R_k - R_{k-1}) P_k over thresholds that fall, in
    /// [0, 1]; higher is better, chance is about the share of positives.
    /// </summary>
    /// <remarks>
    /// Boyd et al., "Area under the Precision-Recall Curve: Point Estimates and Confidence Intervals", ECML PKDD 2013. It depends on the
    /// share of positives: compare on the same data only.
    /// </remarks>
    /// <inheritdoc cref="Auroc" path="/param"/>
    /// <inheritdoc cref="Auroc" path="/exception"/>
    public static double AveragePrecision(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive) =>
        RankingSummary.Of(scores, isPositive, DefaultTruePositiveRate).AveragePrecision;

    /// <summary>
    /// Area under the precision-recall curve by trapezoids, from precision 1 at recall 0, in [0, 1]; higher is better.
    /// </summary>
    /// <remarks>
    /// Straight lines between points are too kind to coarse scores (Davis and Goadrich, "The Relationship Between Precision-Recall and
    /// ROC Curves", ICML 2006): prefer <see cref="AveragePrecision"/>; this one is for comparison with published numbers.
    /// </remarks>
    /// <inheritdoc cref="Auroc" path="/param"/>
    /// <inheritdoc cref="Auroc" path="/exception"/>
    public static double AuprTrapezoid(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive) =>
        RankingSummary.Of(scores, isPositive, DefaultTruePositiveRate).AuprTrapezoid;

    /// <summary>
    /// False positive rate at the highest threshold whose true positive rate reaches a target (FPR95 at the default), in [0, 1]; lower
    /// is better. Nothing is interpolated.
    /// </summary>
    /// <remarks>
    /// Liang et al., "Enhancing the Reliability of Out-of-distribution Image Detection in Neural Networks", ICLR 2018.
    /// </remarks>
    /// <param name="scores">[N] scores of any finite size; higher means positive.</param>
    /// <param name="isPositive">[N] whether the input is of the positive class; both classes must occur.</param>
    /// <param name="target">Least true positive rate. Default 0.95; greater than 0 and at most 1.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="scores"/> are empty or not finite, the lengths differ, or one class is missing.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="target"/> is out of range.</exception>
    public static double FalsePositiveRateAtTruePositiveRate(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, double target = DefaultTruePositiveRate)
    {
        SpanGuard.Share(target);
        return RankingSummary.Of(scores, isPositive, target).FalsePositiveRate;
    }

    /// <summary>
    /// Detection error: the least share of wrong calls over all thresholds with both classes equally likely, min ½ (1 - TPR) + ½ FPR,
    /// in [0, ½]; lower is better.
    /// </summary>
    /// <remarks>
    /// One minus it is the detection accuracy of Lee et al., "A Simple Unified Framework for Detecting Out-of-Distribution Samples and
    /// Adversarial Attacks", NeurIPS 2018. <see cref="DetectionErrorAtTruePositiveRate"/> is the other form.
    /// </remarks>
    /// <inheritdoc cref="Auroc" path="/param"/>
    /// <inheritdoc cref="Auroc" path="/exception"/>
    public static double DetectionError(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive) =>
        RankingSummary.Of(scores, isPositive, DefaultTruePositiveRate).DetectionError;

    /// <summary>
    /// Detection error at a true positive rate: ½ (1 - TPR) + ½ FPR at the highest threshold whose true positive rate reaches a target, in [0, 1];
    /// lower is better. Both classes count as equally likely, whatever their shares.
    /// </summary>
    /// <remarks>
    /// Liang et al., "Enhancing the Reliability of Out-of-distribution Image Detection in Neural Networks", ICLR 2018. TPR is what the threshold
    /// reaches, which is the target or more.
    /// </remarks>
    /// <inheritdoc cref="FalsePositiveRateAtTruePositiveRate" path="/param"/>
    /// <inheritdoc cref="FalsePositiveRateAtTruePositiveRate" path="/exception"/>
    public static double DetectionErrorAtTruePositiveRate(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, double target = DefaultTruePositiveRate)
    {
        SpanGuard.Share(target);
        return RankingSummary.Of(scores, isPositive, target).DetectionErrorAtRate;
    }

    /// <summary>
    /// The ROC curve: (0, 0), then one point for each distinct score from the highest to the lowest, the last (1, 1). A new array.
    /// </summary>
    /// <inheritdoc cref="Auroc" path="/param"/>
    /// <inheritdoc cref="Auroc" path="/exception"/>
    public static RocPoint[] RocCurve(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        RankedScores ranked = RankedScores.Rank(scores, isPositive);
        List<RocPoint> points = [new(double.PositiveInfinity, 0, 0)];
        foreach (RankingCutoff cutoff in ranked)
        {
            points.Add(new RocPoint(
                cutoff.Threshold,
                (double)cutoff.FalsePositives / ranked.Negatives,
                (double)cutoff.TruePositives / ranked.Positives));
        }

        return [.. points];
    }

    /// <summary>
    /// The precision-recall curve: precision 1 at recall 0, then one point for each distinct score from the highest to the lowest, the
    /// last at recall 1. A new array.
    /// </summary>
    /// <inheritdoc cref="Auroc" path="/param"/>
    /// <inheritdoc cref="Auroc" path="/exception"/>
    public static PrecisionRecallPoint[] PrecisionRecallCurve(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        RankedScores ranked = RankedScores.Rank(scores, isPositive);
        List<PrecisionRecallPoint> points = [new(double.PositiveInfinity, 1, 0)];
        foreach (RankingCutoff cutoff in ranked)
        {
            points.Add(new PrecisionRecallPoint(
                cutoff.Threshold, Precision(cutoff), (double)cutoff.TruePositives / ranked.Positives));
        }

        return [.. points];
    }

    private static double Precision(RankingCutoff cutoff) =>
        cutoff.TruePositives / ((double)cutoff.TruePositives + cutoff.FalsePositives);
}
