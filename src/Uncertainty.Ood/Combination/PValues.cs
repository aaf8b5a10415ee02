namespace Uncertainty.Ood;

/// <summary>The formulas of <see cref="PValueCombination"/>.</summary>
public static class PValues
{
    /// <summary>The p-values of one input as one number, higher for an input that is more foreign.</summary>
    /// <param name="pValues">[M] p-values, greater than 0 and at most 1; M at least 1.</param>
    /// <param name="combination">How.</param>
    /// <exception cref="ArgumentException">There is no p-value, or one is out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such combination.</exception>
    public static double Combine(ReadOnlySpan<double> pValues, PValueCombination combination)
    {
        Guard.Named(combination);
        if (pValues.Length == 0)
        {
            throw new ArgumentException("must hold at least one p-value; got none.", nameof(pValues));
        }

        foreach (double value in pValues)
        {
            if (!(value > 0 && value <= 1))
            {
                throw new ArgumentException($"must be in (0, 1]; one is {value}.", nameof(pValues));
            }
        }

        return combination switch
        {
            PValueCombination.Fisher => Fisher(pValues),
            PValueCombination.Minimum => -Least(pValues),
            PValueCombination.Maximum => -Greatest(pValues),
            PValueCombination.Simes => -Simes(pValues),
            _ => -Harmonic(pValues),
        };
    }

    private static double Fisher(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += Math.Log(value);
        }

        return -2 * sum;
    }

    private static double Least(ReadOnlySpan<double> values)
    {
        double least = values[0];
        foreach (double value in values)
        {
            least = Math.Min(least, value);
        }

        return least;
    }

    private static double Greatest(ReadOnlySpan<double> values)
    {
        double greatest = values[0];
        foreach (double value in values)
        {
            greatest = Math.Max(greatest, value);
        }

        return greatest;
    }

    private static double Simes(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        double least = double.PositiveInfinity;
        for (int i = 0; i < sorted.Length; i++)
        {
            least = Math.Min(least, sorted.Length * sorted[i] / (i + 1));
        }

        return least;
    }

    private static double Harmonic(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += 1 / value;
        }

        return values.Length / sum;
    }
}
