namespace Uncertainty.Evaluation;

/// <summary>Scores of the labels of one input at a time. Keeps scratch space: one for each thread.</summary>
internal sealed class RowScorer(int classes, ConformalClassifierOptions options)
{
    private readonly double[] _keys = new double[classes];
    private readonly int[] _order = new int[classes];
    private readonly double[] _scores = new double[classes];
    private readonly double[] _entries = new double[classes];

    /// <summary>[C] scores of the labels, of the last input.</summary>
    public ReadOnlySpan<double> Scores => _scores;

    /// <summary>[C] score, not randomised, of what comes just before a label in falling order of probability; -∞ for the first.</summary>
    public ReadOnlySpan<double> Entries => _entries;

    /// <summary>The label that comes first.</summary>
    public int First => _order[0];

    /// <param name="probabilities">[C], checked.</param>
    /// <param name="uniform">u, in [0, 1]; 0 for no randomisation.</param>
    public void Score(ReadOnlySpan<double> probabilities, double uniform)
    {
        Sort(probabilities);

        // Sums are shares of the row's own sum, so that all labels together reach 1, whatever rounding has left of it.
        double total = 0;
        foreach (int label in _order)
        {
            total += probabilities[label];
        }

        double sum = 0;
        double previous = double.NegativeInfinity;
        for (int first = 0; first < _order.Length;)
        {
            int end = options.Ties == TieOrder.Together ? RunEnd(first) : first + 1;
            double before = sum / total;
            for (int place = first; place < end; place++)
            {
                sum += probabilities[_order[place]];
            }

            double fixedScore = Fixed(probabilities[_order[first]], sum / total, end);
            double score = options.NeedsUniforms ? fixedScore - (uniform * ((sum / total) - before)) : fixedScore;
            for (int place = first; place < end; place++)
            {
                _scores[_order[place]] = score;
                _entries[_order[place]] = previous;
            }

            previous = fixedScore;
            first = end;
        }
    }

    private double Fixed(double probability, double sum, int rank) => options.Score switch
    {
        LabelScore.LeastAmbiguous => 1 - probability,
        LabelScore.AdaptiveSets => sum,
        _ => sum + (options.Penalty * Math.Max(0, rank - options.FreeRanks)),
    };

    private void Sort(ReadOnlySpan<double> probabilities)
    {
        for (int label = 0; label < _order.Length; label++)
        {
            _keys[label] = -probabilities[label];
            _order[label] = label;
        }

        Array.Sort(_keys, _order);
        for (int first = 0; first < _order.Length;)
        {
            int end = RunEnd(first);
            Span<int> run = _order.AsSpan(first, end - first);
            run.Sort();
            if (options.Ties == TieOrder.HighestFirst)
            {
                run.Reverse();
            }

            first = end;
        }
    }

    /// <summary>Where the labels with the same probability as that at a place end.</summary>
    private int RunEnd(int first)
    {
        int end = first + 1;
        while (end < _keys.Length && _keys[end] == _keys[first])
        {
            end++;
        }

        return end;
    }
}
