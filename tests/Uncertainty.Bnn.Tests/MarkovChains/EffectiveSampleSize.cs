namespace Uncertainty.Bnn.Tests.MarkovChains;

/// <summary>How many independent numbers the mean of a correlated chain is worth.</summary>
internal static class EffectiveSampleSize
{
    /// <summary>
    /// n / (1 + 2 Σ ρ_k), the autocorrelations summed in pairs for as long as these are above 0: Geyer, "Practical Markov Chain Monte Carlo",
    /// Statistical Science 1992, Section 3.3.
    /// </summary>
    public static double Of(double[] chain)
    {
        double mean = chain.Average();
        double Covariance(int lag) => Enumerable.Range(0, chain.Length - lag).Sum(i => (chain[i] - mean) * (chain[i + lag] - mean)) / chain.Length;
        double variance = Covariance(0);
        double sum = -variance;
        for (int lag = 0; lag + 1 < chain.Length; lag += 2)
        {
            double pair = Covariance(lag) + Covariance(lag + 1);
            if (pair <= 0)
            {
                break;
            }

            sum += 2 * pair;
        }

        return chain.Length * variance / sum;
    }
}
