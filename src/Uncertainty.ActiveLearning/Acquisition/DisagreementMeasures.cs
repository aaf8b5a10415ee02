namespace Uncertainty.ActiveLearning;

/// <summary>How far [S, C] probabilities are from their mean; 0 where they agree.</summary>
internal static class DisagreementMeasures
{
    public static double MeanDivergence(DrawTable draws)
    {
        ReadOnlySpan<double> mean = draws.Mean();
        double sum = 0;
        for (int draw = 0; draw < draws.Draws; draw++)
        {
            sum += Nats.Divergence(draws[draw], mean);
        }

        return sum / draws.Draws;
    }

    public static double MaximumDivergence(DrawTable draws)
    {
        ReadOnlySpan<double> mean = draws.Mean();
        double most = 0;
        for (int draw = 0; draw < draws.Draws; draw++)
        {
            most = Math.Max(most, Nats.Divergence(draws[draw], mean));
        }

        return most;
    }

    public static double MeanVariance(DrawTable draws)
    {
        double sum = 0;
        for (int column = 0; column < draws.Width; column++)
        {
            sum += draws.Variance(column, draws.Mean(column));
        }

        return sum / draws.Width;
    }

    public static double MeanStandardDeviation(DrawTable draws)
    {
        double sum = 0;
        for (int column = 0; column < draws.Width; column++)
        {
            sum += Math.Sqrt(draws.Variance(column, draws.Mean(column)));
        }

        return sum / draws.Width;
    }
}
