namespace Uncertainty.ActiveLearning;

/// <summary>Measures of [S, D, K] means and noise variances, summed over the targets; K numbers for a target, the mean first.</summary>
internal static class RegressionMeasures
{
    public static double EpistemicVariance(DrawTable draws, int columns)
    {
        double sum = 0;
        for (int mean = 0; mean < draws.Width; mean += columns)
        {
            sum += draws.Variance(mean, draws.Mean(mean));
        }

        return sum;
    }

    public static double PredictiveVariance(DrawTable draws, int columns)
    {
        double sum = 0;
        for (int mean = 0; mean < draws.Width; mean += columns)
        {
            sum += draws.Variance(mean, draws.Mean(mean)) + draws.Mean(mean + 1);
        }

        return sum;
    }

    /// <summary>
    /// With v the total and m the variance of the means: ½ [m/v + E(r_s - ln(1 + r_s))], r_s = (σ²_s - v)/v. That is ½ ln v - ½ E ln σ²_s, since
    /// E r_s = -m/v; but its terms are all at least 0, and 0 where draws agree.
    /// </summary>
    public static double GaussianBald(DrawTable draws, int columns)
    {
        double sum = 0;
        for (int mean = 0; mean < draws.Width; mean += columns)
        {
            double spread = draws.Variance(mean, draws.Mean(mean));
            double total = spread + draws.Mean(mean + 1);
            double rest = 0;
            for (int draw = 0; draw < draws.Draws; draw++)
            {
                double variance = draws[draw][mean + 1];
                double relative = (variance - total) / total;
                double logarithm = Math.Abs(relative) < 0.5 ? Nats.LogOnePlus(relative) : Math.Log(variance / total);
                rest += Math.Max(0, relative - logarithm);
            }

            sum += 0.5 * ((spread / total) + (rest / draws.Draws));
        }

        return sum;
    }
}
