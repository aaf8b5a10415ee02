namespace Uncertainty.Evaluation.Tests;

/// <summary>Ranking metrics straight from their definitions, in O(N²).</summary>
internal sealed record NaiveRanking
{
    private readonly List<(double FalsePositiveRate, double TruePositiveRate)> _rates = [];

    public double AveragePrecision { get; private set; }

    public double Trapezoid { get; private set; }

    public double DetectionError { get; private set; } = 0.5;

    public static double Auroc(double[] scores, bool[] isPositive)
    {
        double wins = 0;
        double pairs = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            for (int j = 0; j < scores.Length; j++)
            {
                if (isPositive[i] && !isPositive[j])
                {
                    pairs++;
                    wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }

        return wins / pairs;
    }

    public static NaiveRanking Sweep(double[] scores, bool[] isPositive)
    {
        NaiveRanking result = new();
        double positives = isPositive.Count(positive => positive);
        double negatives = isPositive.Length - positives;
        double recallBefore = 0;
        double precisionBefore = 1;
        foreach (double threshold in scores.Distinct().OrderDescending())
        {
            double hits = scores.Where((score, i) => score >= threshold && isPositive[i]).Count();
            double alarms = scores.Where((score, i) => score >= threshold && !isPositive[i]).Count();
            double precision = hits / (hits + alarms);
            double recall = hits / positives;
            result.AveragePrecision += (recall - recallBefore) * precision;
            result.Trapezoid += (recall - recallBefore) * (precision + precisionBefore) / 2;
            result.DetectionError = Math.Min(result.DetectionError, ((1 - recall) / 2) + (alarms / negatives / 2));
            result._rates.Add((alarms / negatives, recall));
            (recallBefore, precisionBefore) = (recall, precision);
        }

        return result;
    }

    public double FalsePositiveRateAt(double target) =>
        _rates.Where(rates => rates.TruePositiveRate >= target).Min(rates => rates.FalsePositiveRate);
}
