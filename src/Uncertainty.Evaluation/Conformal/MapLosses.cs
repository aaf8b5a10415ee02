namespace Uncertainty.Evaluation;

/// <summary>
/// Losses of maps that fall as λ rises, for <see cref="RiskControl"/>. The answer at λ is the pixels with probability at least 1 - λ.
/// </summary>
public static class MapLosses
{
    /// <summary>
    /// [G] false negative rate of one map at each λ: share of the true pixels with probability below 1 - λ, in [0, 1]. 0 for a map without
    /// true pixels, as none can be missed.
    /// </summary>
    /// <remarks>Angelopoulos et al., "Conformal Risk Control", ICLR 2024, Section 3.1.</remarks>
    /// <param name="probabilities">[P] probability of each pixel, in [0, 1].</param>
    /// <param name="truth">[P] whether the pixel is one to find.</param>
    /// <param name="grid">[G] the λ, rising; finite. From 0 on: above 1 all pixels are in.</param>
    /// <exception cref="ArgumentException">
    /// A span is empty, lengths differ, a probability is out of range, or the grid does not rise.
    /// </exception>
    public static double[] FalseNegativeRate(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> truth, ReadOnlySpan<double> grid)
    {
        SpanGuard.NotEmpty(probabilities);
        SpanGuard.Unit(probabilities);
        SpanGuard.Length(truth.Length, probabilities.Length, "one for each pixel", nameof(truth));
        RiskControlAccumulator.CheckGrid(grid);

        // How many true pixels enter at each λ, then how many have not entered yet.
        int[] entering = new int[grid.Length];
        int total = 0;
        for (int i = 0; i < truth.Length; i++)
        {
            if (!truth[i])
            {
                continue;
            }

            total++;
            int place = FirstWith(probabilities[i], grid);
            if (place < grid.Length)
            {
                entering[place]++;
            }
        }

        double[] rates = new double[grid.Length];
        int missed = total;
        for (int place = 0; place < rates.Length && total > 0; place++)
        {
            missed -= entering[place];
            rates[place] = (double)missed / total;
        }

        return rates;
    }

    /// <summary>The first λ at which a pixel is in, by the very comparison that <see cref="RiskControl.Select"/> makes.</summary>
    private static int FirstWith(double probability, ReadOnlySpan<double> grid)
    {
        int first = 0;
        int end = grid.Length;
        while (first < end)
        {
            int middle = first + ((end - first) / 2);
            if (probability >= 1 - grid[middle])
            {
                end = middle;
            }
            else
            {
                first = middle + 1;
            }
        }

        return first;
    }
}
