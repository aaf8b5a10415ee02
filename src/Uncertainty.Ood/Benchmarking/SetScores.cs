using Uncertainty.Evaluation;

namespace Uncertainty.Ood;

/// <summary>Scores of the inliers and of one outlier set, ranked with either class as the positive one, in bounded memory.</summary>
internal sealed class SetScores(OodBenchmarkOptions options)
{
    private readonly RankingAccumulator _outliers = new(options.TruePositiveRate, options.DistinctScores);
    private readonly RankingAccumulator _inliers = new(options.TruePositiveRate, options.DistinctScores);

    public void AddInliers(double[] scores) => Add(scores, areOutliers: false);

    public void AddOutliers(double[] scores) => Add(scores, areOutliers: true);

    public RunRow ToRow(string detector, string outlierSet, double seconds, double processorSeconds)
    {
        RankingSummary outliers = _outliers.Compute();
        RankingSummary inliers = _inliers.Compute();
        return new RunRow
        {
            Detector = detector,
            OutlierSet = outlierSet,
            Inliers = inliers.Positives,
            Outliers = outliers.Positives,
            AurocTolerance = outliers.AurocTolerance,
            Numbers = new OodBenchmarkNumbers
            {
                Auroc = outliers.Auroc,
                AuprOutliers = outliers.AveragePrecision,
                AuprInliers = inliers.AveragePrecision,
                FalsePositiveRate = inliers.FalsePositiveRate,
                DetectionError = outliers.DetectionError,
                SecondsPerThousand = seconds,
                ProcessorSecondsPerThousand = processorSeconds,
            },
        };
    }

    private void Add(double[] scores, bool areOutliers)
    {
        bool[] positive = new bool[scores.Length];
        Array.Fill(positive, areOutliers);
        _outliers.Update(scores, positive);
        Array.Fill(positive, !areOutliers);
        _inliers.Update([.. scores.Select(score => -score)], positive);
    }
}
