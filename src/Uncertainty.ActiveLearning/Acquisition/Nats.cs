namespace Uncertainty.ActiveLearning;

/// <summary>Entropies and divergences of plain numbers, in nats.</summary>
internal static class Nats
{
    /// <summary>-Σ p ln p.</summary>
    public static double Entropy(ReadOnlySpan<double> probabilities)
    {
        double sum = 0;
        foreach (double probability in probabilities)
        {
            sum += Surprise(probability);
        }

        return sum;
    }

    /// <summary>-p ln p; 0 for 0.</summary>
    public static double Surprise(double probability) => probability == 0 ? 0 : -probability * Math.Log(probability);

    /// <summary>KL(p ‖ q): Σ p ln(p / q) - p + q, where rows that sum to 1 by rounding alone stay at least 0.</summary>
    public static double Divergence(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> reference)
    {
        double sum = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            sum += Divergence(probabilities[i], reference[i]);
        }

        return sum;
    }

    /// <summary>p ln(p / q) - p + q: at least 0, and 0 where p = q. Both at least 0, and p 0 where q is.</summary>
    public static double Divergence(double p, double q)
    {
        if (p == 0 || q == 0)
        {
            return q;
        }

        double difference = p - q;
        double relative = difference / q;
        double logarithm = Math.Abs(relative) < 0.5 ? LogOnePlus(relative) : Math.Log(p / q);

        // What is left of two numbers that cancel may be a rounding error below 0.
        return Math.Max(0, (p * logarithm) - difference);
    }

    /// <summary>ln(1 + x) to the last digits, for x near 0 too.</summary>
    /// <remarks>
    /// The error that 1 + x is rounded by goes out again: Goldberg, "What Every Computer Scientist Should Know About Floating-Point Arithmetic", 1991,
    /// Theorem 4.
    /// </remarks>
    public static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }
}
