namespace Uncertainty.Evaluation;

/// <summary>All numbers that follow from thresholds which fall from the highest score to the lowest, in one reading.</summary>
internal struct RankingFold(long positives, long negatives, double target)
{
    // Half pairs, so that ties stay whole numbers however many scores there are.
    private Int128 _halfPairs;
    private double _steps;
    private double _trapezoids;
    private double _error = 0.5;
    private double _rate = double.NaN;
    private double _missedAtRate;
    private double _precision = 1;
    private RankingCutoff _last;

    public void Add(RankingCutoff cutoff)
    {
        double precision = cutoff.TruePositives / ((double)cutoff.TruePositives + cutoff.FalsePositives);
        double found = cutoff.TruePositives - _last.TruePositives;
        _halfPairs += (Int128)(cutoff.FalsePositives - _last.FalsePositives) * (_last.TruePositives + cutoff.TruePositives);
        _steps += found * precision;
        _trapezoids += found * (precision + _precision) / 2;
        double missed = (double)(positives - cutoff.TruePositives) / positives;
        double alarms = (double)cutoff.FalsePositives / negatives;
        _error = Math.Min(_error, (missed + alarms) / 2);
        if (double.IsNaN(_rate) && (double)cutoff.TruePositives / positives >= target)
        {
            _rate = alarms;
            _missedAtRate = missed;
        }

        _precision = precision;
        _last = cutoff;
    }

    public readonly RankingSummary Summary(double aurocTolerance) => new()
    {
        Positives = positives,
        Negatives = negatives,
        Auroc = (double)_halfPairs / (2.0 * positives * negatives),
        AurocTolerance = aurocTolerance,
        AveragePrecision = _steps / positives,
        AuprTrapezoid = _trapezoids / positives,
        TruePositiveRate = target,
        FalsePositiveRate = _rate,
        DetectionError = _error,
        DetectionErrorAtRate = (_missedAtRate + _rate) / 2,
    };
}
