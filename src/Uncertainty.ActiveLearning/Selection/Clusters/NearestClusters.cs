using System.Numerics.Tensors;

namespace Uncertainty.ActiveLearning;

/// <summary>Lets rows that were not clustered join the clusters of those that were.</summary>
internal static class NearestClusters
{
    private const int Piece = 4096;

    /// <summary>
    /// The cluster of every row: of a row that was not drawn the one whose drawn members have the least mean squared distance to it, the lowest of
    /// equals. Numbered anew by the lowest row in them.
    /// </summary>
    /// <param name="rows">All rows.</param>
    /// <param name="drawn">Which were clustered, in order.</param>
    /// <param name="assigned">The clusters of those.</param>
    /// <param name="cancellationToken">Looked at between pieces of the rows.</param>
    public static int[] Extend(FeatureRows rows, int[] drawn, int[] assigned, CancellationToken cancellationToken)
    {
        (FeatureRows means, double[] spreads) = Describe(rows, drawn, assigned);
        int[] all = new int[rows.Count];
        Array.Fill(all, -1);
        for (int i = 0; i < drawn.Length; i++)
        {
            all[drawn[i]] = assigned[i];
        }

        for (int start = 0; start < all.Length; start += Piece)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int from = start;
            RowRanges.Run(Math.Min(Piece, all.Length - start), (first, last) =>
            {
                for (int i = from + first; i < from + last; i++)
                {
                    all[i] = all[i] >= 0 ? all[i] : Nearest(rows[i], means, spreads);
                }
            });
        }

        Dictionary<int, int> numbers = [];
        foreach (int cluster in all)
        {
            numbers.TryAdd(cluster, numbers.Count);
        }

        return [.. all.Select(cluster => numbers[cluster])];
    }

    private static (FeatureRows Means, double[] Spreads) Describe(FeatureRows rows, int[] drawn, int[] assigned)
    {
        int clusters = assigned.Max() + 1;
        int[] sizes = new int[clusters];
        FeatureRows means = new(new double[clusters * rows.Width], rows.Width);
        for (int i = 0; i < drawn.Length; i++)
        {
            sizes[assigned[i]]++;
            TensorPrimitives.Add(means[assigned[i]], rows[drawn[i]], means[assigned[i]]);
        }

        for (int cluster = 0; cluster < clusters; cluster++)
        {
            TensorPrimitives.Divide(means[cluster], sizes[cluster], means[cluster]);
        }

        double[] spreads = new double[clusters];
        for (int i = 0; i < drawn.Length; i++)
        {
            double distance = rows.Distance(drawn[i], means[assigned[i]]);
            spreads[assigned[i]] += distance * distance / sizes[assigned[i]];
        }

        return (means, spreads);
    }

    private static int Nearest(ReadOnlySpan<double> row, FeatureRows means, double[] spreads)
    {
        int nearest = 0;
        double least = double.PositiveInfinity;
        for (int cluster = 0; cluster < means.Count; cluster++)
        {
            double apart = means.Distance(cluster, row);
            double distance = (apart * apart) + spreads[cluster];
            if (distance < least)
            {
                (nearest, least) = (cluster, distance);
            }
        }

        return nearest;
    }
}
