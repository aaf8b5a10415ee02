namespace MetricSpeed;

/// <summary>Numbers that the peer makes too.</summary>
internal static class Numbers
{
    private const long LabelKey = 1L << 40;

    /// <summary>Scores in [0, 1), of which the higher are the more often positive.</summary>
    internal static (double[] Scores, bool[] IsPositive) Ranking(int count)
    {
        double[] scores = new double[count];
        bool[] isPositive = new bool[count];
        for (int i = 0; i < count; i++)
        {
            scores[i] = Uniform(i, 1);
            isPositive[i] = Uniform(i, LabelKey) < 0.2 + (0.6 * scores[i]);
        }

        return (scores, isPositive);
    }

    /// <summary>[N, C] probabilities, and labels that have nothing to do with them.</summary>
    internal static (double[] Probabilities, long[] Labels) Classification(int count, int classes)
    {
        double[] probabilities = new double[count * classes];
        long[] labels = new long[count];
        for (int i = 0; i < count; i++)
        {
            Span<double> row = probabilities.AsSpan(i * classes, classes);
            double sum = 0;
            for (int c = 0; c < classes; c++)
            {
                double value = Uniform((i * (long)classes) + c, 7);
                row[c] = value * value * value;
                sum += row[c];
            }

            foreach (ref double value in row)
            {
                value /= sum;
            }

            labels[i] = (long)(Uniform(i, 2 * LabelKey) * classes);
        }

        return (probabilities, labels);
    }

    /// <summary>Means, standard deviations and targets.</summary>
    internal static (double[] Means, double[] Deviations, double[] Targets) Gaussian(int count)
    {
        double[] means = new double[count];
        double[] deviations = new double[count];
        double[] targets = new double[count];
        for (int i = 0; i < count; i++)
        {
            means[i] = 10 * Uniform(i, 3);
            deviations[i] = 0.5 + Uniform(i, 5);
            targets[i] = means[i] + (deviations[i] * ((4 * Uniform(i, 9)) - 2));
        }

        return (means, deviations, targets);
    }

    private static double Uniform(long index, long key)
    {
        unchecked
        {
            ulong mixed = (ulong)(index + key) * 0x9E3779B97F4A7C15UL;
            mixed ^= mixed >> 32;
            mixed *= 0xD6E8FEB86659FD93UL;
            mixed ^= mixed >> 32;
            return (mixed >> 11) / (double)(1L << 53);
        }
    }
}
