namespace Uncertainty.Evaluation;

/// <summary>Counts confidences into bins of equal width over [0, 1].</summary>
internal sealed class ReliabilityTally
{
    private readonly int _width;
    private readonly BinEdges _edges;
    private readonly int[] _counts;
    private readonly int[] _correct;
    private readonly double[] _confidence;

    public ReliabilityTally(int bins, BinEdges edges)
    {
        _width = Guard.AtLeast(bins, 1);
        _edges = edges;
        int count = edges switch
        {
            BinEdges.RightClosed => bins,
            BinEdges.LeftClosed => bins + 1,
            _ => throw new ArgumentOutOfRangeException(nameof(edges), edges, "must be RightClosed or LeftClosed."),
        };
        _counts = new int[count];
        _correct = new int[count];
        _confidence = new double[count];
    }

    public void Add(double confidence, bool correct)
    {
        int bin = Index(confidence);
        _counts[bin]++;
        _confidence[bin] += confidence;
        _correct[bin] += correct ? 1 : 0;
    }

    public ReliabilityBin[] Bins()
    {
        ReliabilityBin[] bins = new ReliabilityBin[_counts.Length];
        for (int i = 0; i < bins.Length; i++)
        {
            bins[i] = new ReliabilityBin(
                Edge(i), Math.Min(1, Edge(i + 1)), _counts[i], _confidence[i] / _counts[i], (double)_correct[i] / _counts[i]);
        }

        return bins;
    }

    private double Edge(int bin) => (double)bin / _width;

    /// <summary>The product finds the bin or, by rounding, a neighbour; the edges themselves decide.</summary>
    private int Index(double confidence)
    {
        int last = _counts.Length - 1;
        int bin = Math.Min((int)(confidence * _width), last);
        bool rightClosed = _edges == BinEdges.RightClosed;
        if (bin > 0 && (confidence < Edge(bin) || (rightClosed && confidence == Edge(bin))))
        {
            return bin - 1;
        }

        // The product of an edge that was rounded down can fall short; that of anything above an edge cannot.
        return bin < last && !rightClosed && confidence >= Edge(bin + 1) ? bin + 1 : bin;
    }
}
