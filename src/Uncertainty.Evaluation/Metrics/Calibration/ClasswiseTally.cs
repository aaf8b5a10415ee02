namespace Uncertainty.Evaluation;

/// <summary>For each class the bins of its probability over [0, 1]: how calibrated each class is by itself.</summary>
internal sealed class ClasswiseTally
{
    private readonly EqualWidthTally[] _all;
    private readonly EqualWidthTally[] _predicted;

    public ClasswiseTally(int classes, int bins, Binning binning)
    {
        _all = [.. Enumerable.Range(0, classes).Select(_ => new EqualWidthTally(bins, binning))];
        _predicted = [.. Enumerable.Range(0, classes).Select(_ => new EqualWidthTally(bins, binning))];
    }

    public void Add(ReadOnlySpan<double> probabilities, int predicted, long label)
    {
        for (int c = 0; c < probabilities.Length; c++)
        {
            _all[c].Add(probabilities[c], c == label);
        }

        _predicted[predicted].Add(probabilities[predicted], predicted == label);
    }

    /// <summary>Mean over all classes of the calibration error of their probabilities.</summary>
    public double ClasswiseError(long inputs) => _all.Average(tally => tally.AbsoluteGaps()) / inputs;

    /// <summary>Calibration error with bins of their own for the inputs of each predicted class.</summary>
    public double TopLabelError(long inputs) => _predicted.Sum(tally => tally.AbsoluteGaps()) / inputs;

    /// <summary>The parts of the Brier score, which they make up exactly whatever the bins.</summary>
    /// <remarks>Per class as in Stephenson, Coelho and Jolliffe 2008, with what varies within bins counted as resolution.</remarks>
    public BrierDecomposition Decompose(long inputs, double score)
    {
        double reliability = 0;
        double uncertainty = 0;
        foreach (EqualWidthTally tally in _all)
        {
            ReliabilityBin[] bins = tally.Bins();
            double share = bins.Where(bin => bin.Count > 0).Sum(bin => bin.Count * bin.Accuracy) / inputs;
            reliability += bins.Where(bin => bin.Count > 0).Sum(bin => bin.Count * bin.Gap * bin.Gap) / inputs;
            uncertainty += share * (1 - share);
        }

        return new BrierDecomposition(reliability, reliability + uncertainty - score, uncertainty);
    }
}
