namespace Uncertainty.Evaluation;

/// <summary>Uncertainties and whether the predictions are right: what finds errors, and the means of both.</summary>
internal sealed class ErrorTally(string by, int capacity)
{
    private readonly ScoreSketch _confidences = new(capacity);
    private double _sumOfRight;
    private double _sumOfWrong;
    private long _wrong;

    /// <summary>Means over all, the right and the wrong; not a number where there is none.</summary>
    public UncertaintyMeans Means() => new(
        by,
        (_sumOfRight + _sumOfWrong) / _confidences.Count,
        _sumOfRight / (_confidences.Count - _wrong),
        _sumOfWrong / _wrong);

    public void Add(double uncertainty, bool correct)
    {
        _confidences.Add(-uncertainty, correct ? 1 : 0);
        if (correct)
        {
            _sumOfRight += uncertainty;
        }
        else
        {
            _sumOfWrong += uncertainty;
            _wrong++;
        }
    }

    /// <summary>With the confidences turned round, the wrong predictions are the positives.</summary>
    public ErrorFinding Finding()
    {
        long right = _confidences.Count - _wrong;
        return new ErrorFinding
        {
            By = by,
            Ranking = _wrong == 0 || right == 0
                ? null
                : RankingSummary.Of(
                    [.. _confidences.Groups().Reverse().Select(group => group.Turned())], _wrong, right, RankingMetrics.DefaultTruePositiveRate),
            RiskCoverage = RiskCoverageAccumulator.Read(_confidences),
        };
    }
}
