namespace Uncertainty.ActiveLearning;

/// <summary>Measures of the votes of S draws, each for its most probable class, the lowest number where several are.</summary>
internal static class VoteMeasures
{
    public static double VariationRatio(DrawTable draws) => 1 - ((double)Count(draws)[^1] / draws.Draws);

    public static double Entropy(DrawTable draws)
    {
        double sum = 0;
        foreach (int votes in Count(draws))
        {
            sum += Nats.Surprise((double)votes / draws.Draws);
        }

        return sum;
    }

    public static double PairwiseDisagreement(DrawTable draws)
    {
        long pairs = (long)draws.Draws * (draws.Draws - 1);
        if (pairs == 0)
        {
            return 0;
        }

        long agreeing = 0;
        foreach (int votes in Count(draws))
        {
            agreeing += (long)votes * (votes - 1);
        }

        return (double)(pairs - agreeing) / pairs;
    }

    /// <summary>
    /// Votes of the classes, the fewest first: whoever adds them up in this order gets the same from the same split of the votes, whichever classes
    /// they went to.
    /// </summary>
    private static int[] Count(DrawTable draws)
    {
        int[] votes = new int[draws.Width];
        for (int draw = 0; draw < draws.Draws; draw++)
        {
            ReadOnlySpan<double> row = draws[draw];
            int best = 0;
            for (int column = 1; column < row.Length; column++)
            {
                best = row[column] > row[best] ? column : best;
            }

            votes[best]++;
        }

        Array.Sort(votes);
        return votes;
    }
}
