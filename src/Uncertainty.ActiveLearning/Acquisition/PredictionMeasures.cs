namespace Uncertainty.ActiveLearning;

/// <summary>Measures of the mean of [S, C] probabilities.</summary>
internal static class PredictionMeasures
{
    public static double LeastConfidence(DrawTable draws)
    {
        double most = 0;
        foreach (double probability in draws.Mean())
        {
            most = Math.Max(most, probability);
        }

        return 1 - most;
    }

    public static double Margin(DrawTable draws)
    {
        double most = 0;
        double second = 0;
        foreach (double probability in draws.Mean())
        {
            if (probability > most)
            {
                second = most;
                most = probability;
            }
            else
            {
                second = Math.Max(second, probability);
            }
        }

        return 1 - (most - second);
    }

    public static double Entropy(DrawTable draws) => Nats.Entropy(draws.Mean());

    public static double ExpectedEntropy(DrawTable draws)
    {
        double sum = 0;
        for (int draw = 0; draw < draws.Draws; draw++)
        {
            sum += Nats.Entropy(draws[draw]);
        }

        return sum / draws.Draws;
    }
}
