namespace Uncertainty.Evaluation.Tests;

/// <summary>Random inputs of metrics, by seed.</summary>
internal static class MetricData
{
    /// <summary>Scores and classes, both classes among them; with levels, scores are tied in that many groups at most.</summary>
    public static (double[] Scores, bool[] IsPositive) Ranking(int seed, int count, int levels = 0)
    {
        Random random = new(seed);
        double[] scores = new double[count];
        bool[] isPositive = new bool[count];
        for (int i = 0; i < count; i++)
        {
            isPositive[i] = i == 0 || (i > 1 && random.NextDouble() < 0.3);
            double score = random.NextDouble() + (isPositive[i] ? 0.3 : 0);
            scores[i] = levels == 0 ? score : Math.Floor(score * levels);
        }

        return (scores, isPositive);
    }

    /// <summary>[N, C] rows that sum to 1 and [N] labels.</summary>
    public static (double[] Probabilities, long[] Labels) Classification(int seed, int count, int classes)
    {
        Random random = new(seed);
        double[] probabilities = new double[count * classes];
        long[] labels = new long[count];
        for (int i = 0; i < count; i++)
        {
            Span<double> row = probabilities.AsSpan(i * classes, classes);
            double sum = 0;
            foreach (ref double value in row)
            {
                value = Math.Pow(random.NextDouble(), 3);
                sum += value;
            }

            foreach (ref double value in row)
            {
                value /= sum;
            }

            labels[i] = random.Next(classes);
        }

        return (probabilities, labels);
    }

    /// <summary>Numbers in [0, 1).</summary>
    public static double[] Uniform(int seed, int count)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
    }

    /// <summary>Numbers 0 … count - 1 in random order.</summary>
    public static int[] Permutation(int seed, int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new Random(seed).Shuffle(order);
        return order;
    }
}
