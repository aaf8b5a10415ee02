namespace Uncertainty.ActiveLearning;

/// <summary>
/// k-means++ on gradient embeddings: each next centre is drawn with the probability D²/ΣD², D the distance to the nearest centre so far. Arthur
/// and Vassilvitskii, "k-means++: The Advantages of Careful Seeding", SODA 2007, section 2.2.
/// </summary>
internal sealed class PlusPlusSeeding
{
    private readonly GradientRows _rows;
    private readonly double[] _squared;

    public PlusPlusSeeding(GradientRows rows)
    {
        _rows = rows;
        _squared = new double[rows.Count];
        Array.Fill(_squared, double.PositiveInfinity);
    }

    /// <summary>D² of each row; infinite while there is no centre.</summary>
    public IReadOnlyList<double> SquaredDistances => _squared;

    public void Add(int centre) => RowRanges.Run(_rows.Count, (first, last) =>
    {
        for (int i = first; i < last; i++)
        {
            _squared[i] = Math.Min(_squared[i], _rows.SquaredDistance(i, centre));
        }
    });

    /// <summary>
    /// The probability of each row to be the next centre; 0 for rows that are not open. Where all that are open lie on centres the first of
    /// them has probability 1.
    /// </summary>
    /// <param name="open">Which rows can be drawn; at least one.</param>
    /// <exception cref="InvalidOperationException">The distances are beyond what a double holds.</exception>
    public double[] Probabilities(bool[] open)
    {
        double total = 0;
        for (int i = 0; i < open.Length; i++)
        {
            total += open[i] ? _squared[i] : 0;
        }

        if (!double.IsFinite(total))
        {
            throw new InvalidOperationException("The features are so large that their gradients' distances are not finite; scale the features.");
        }

        double[] probabilities = new double[open.Length];
        if (total == 0)
        {
            probabilities[Array.IndexOf(open, true)] = 1;
            return probabilities;
        }

        for (int i = 0; i < open.Length; i++)
        {
            probabilities[i] = open[i] ? _squared[i] / total : 0;
        }

        return probabilities;
    }

    /// <summary>The row that a number, uniform in [0, 1), falls on.</summary>
    public static int Draw(double[] probabilities, double uniform)
    {
        double sum = 0;
        int last = -1;
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (probabilities[i] == 0)
            {
                continue;
            }

            sum += probabilities[i];
            last = i;
            if (uniform < sum)
            {
                break;
            }
        }

        return last;
    }
}
