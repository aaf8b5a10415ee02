namespace Uncertainty.Evaluation;

/// <summary>Edges between bins (a, b] of equal counts.</summary>
internal static class CountEdges
{
    /// <summary>
    /// Edges half-way between neighbouring values, such that the first N mod M bins hold one more; equal values stay together in the lower bin, and
    /// edges that would have nothing between them are one.
    /// </summary>
    public static double[] Of(ReadOnlySpan<double> values, int bins)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        List<double> edges = [];
        long size = sorted.Length / bins;
        long more = sorted.Length % bins;
        for (int bin = 1; bin < bins; bin++)
        {
            long place = (bin * size) + Math.Min(bin, more);
            while (place > 0 && place < sorted.Length && sorted[place] == sorted[place - 1])
            {
                place++;
            }

            if (place == 0 || place >= sorted.Length)
            {
                continue;
            }

            double middle = sorted[place - 1] + ((sorted[place] - sorted[place - 1]) / 2);
            double edge = middle < sorted[place] ? middle : sorted[place - 1];
            if (edges.Count == 0 || edge > edges[^1])
            {
                edges.Add(edge);
            }
        }

        return [.. edges];
    }

    /// <summary>The bin of a value: the number of edges below it.</summary>
    public static int Bin(double[] edges, double value)
    {
        int place = Array.BinarySearch(edges, value);
        return place < 0 ? ~place : place;
    }
}
