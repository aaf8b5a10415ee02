namespace Uncertainty.Evaluation;

/// <summary>Counts confidences into bins of equal width over [0, 1].</summary>
internal sealed class EqualWidthTally : ReliabilityTally
{
    private readonly int _width;
    private readonly Binning _binning;
    private readonly long[] _counts;
    private readonly long[] _correct;
    private readonly double[] _confidence;

    public EqualWidthTally(int bins, Binning binning)
    {
        _width = bins;
        _binning = binning;
        int count = binning == Binning.LeftClosed ? bins + 1 : bins;
        _counts = new long[count];
        _correct = new long[count];
        _confidence = new double[count];
    }

    public override void Add(double confidence, bool correct)
    {
        int bin = Index(confidence);
        _counts[bin]++;
        _confidence[bin] += confidence;
        _correct[bin] += correct ? 1 : 0;
    }

    public override ReliabilityBin[] Bins()
    {
        ReliabilityBin[] bins = new ReliabilityBin[_counts.Length];
        for (int i = 0; i < bins.Length; i++)
        {
            bins[i] = new ReliabilityBin(
                Edge(i), Math.Min(1, Edge(i + 1)), _counts[i], _confidence[i] / _counts[i], (double)_correct[i] / _counts[i]);
        }

        return bins;
    }

    /// <summary>Σ over the bins of inputs · |accuracy - mean confidence|.</summary>
    public double AbsoluteGaps()
    {
        double sum = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            sum += Math.Abs(_correct[i] - _confidence[i]);
        }

        return sum;
    }

    private double Edge(int bin) => (double)bin / _width;

    /// <summary>The product finds the bin or, by rounding, a neighbour; the edges themselves decide.</summary>
    private int Index(double confidence)
    {
        int last = _counts.Length - 1;
        int bin = Math.Min((int)(confidence * _width), last);
        bool rightClosed = _binning == Binning.RightClosed;
        if (bin > 0 && (confidence < Edge(bin) || (rightClosed && confidence == Edge(bin))))
        {
            return bin - 1;
        }

        // The product of an edge that was rounded down can fall short; that of anything above an edge cannot.
        return bin < last && !rightClosed && confidence >= Edge(bin + 1) ? bin + 1 : bin;
    }
}
