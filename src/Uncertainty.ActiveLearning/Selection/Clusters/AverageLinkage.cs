using System.Numerics.Tensors;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// Hierarchical clustering by average linkage of squared Euclidean distances, without the matrix of distances: the mean squared distance between
/// the members of two clusters is the squared distance of their means plus the mean squared distance of each one's members to its mean. So a
/// cluster is its mean, its size and that spread.
/// </summary>
/// <remarks>
/// Chains of nearest neighbours: Murtagh, "A Survey of Recent Advances in Hierarchical Clustering Algorithms", The Computer Journal 1983. Average
/// linkage is reducible: clusters that are each other's nearest may be merged at once, in whatever order.
/// </remarks>
internal sealed class AverageLinkage
{
    /// <summary>In parts of the largest squared norm: far more than rounding may take from a distance in some coordinates.</summary>
    private const double Slack = 1e-11;

    private readonly FeatureRows _means;
    private readonly FeatureRows? _coordinates;
    private readonly double _slack;
    private readonly double[] _spreads;
    private readonly int[] _sizes;
    private readonly int[] _active;
    private readonly List<(int Lower, int Upper, double Distance)> _merges = [];
    private int _left;

    private AverageLinkage(FeatureRows rows)
    {
        _means = rows;
        double largest = Enumerable.Range(0, rows.Count).Max(i => rows.Dot(i, i));
        if (!double.IsFinite(4 * rows.Count * largest))
        {
            throw new InvalidOperationException("The features are so large that their squared distances are not finite; scale the features.");
        }

        _slack = Slack * largest;
        _coordinates = PrincipalCoordinates.Of(rows);
        _spreads = new double[rows.Count];
        _sizes = new int[rows.Count];
        Array.Fill(_sizes, 1);
        _active = [.. Enumerable.Range(0, rows.Count)];
        _left = rows.Count;
    }

    /// <summary>Merges rows until one cluster is left.</summary>
    /// <param name="rows">The rows; overwritten.</param>
    /// <param name="progress">Told the share of the merges that are done.</param>
    /// <param name="cancellationToken">Looked at between merges.</param>
    /// <returns>
    /// The N - 1 merges by rising distance: a row of each of the two clusters, the lower one first, and their mean squared distance.
    /// </returns>
    public static IReadOnlyList<(int Lower, int Upper, double Distance)> Merge(
        FeatureRows rows, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        AverageLinkage linkage = new(rows);
        linkage.Run(progress, cancellationToken);
        return [.. linkage._merges.OrderBy(merge => merge.Distance)];
    }

    /// <summary>The cluster of each of N rows where so many clusters are left; clusters are numbered by the lowest row in them.</summary>
    public static int[] Cut(IReadOnlyList<(int Lower, int Upper, double Distance)> merges, int clusters)
    {
        int[] parents = [.. Enumerable.Range(0, merges.Count + 1)];
        foreach ((int lower, int upper, _) in merges.Take(parents.Length - clusters))
        {
            int first = Root(lower);
            int second = Root(upper);
            parents[Math.Max(first, second)] = Math.Min(first, second);
        }

        Dictionary<int, int> numbers = [];
        int[] assigned = new int[parents.Length];
        for (int i = 0; i < assigned.Length; i++)
        {
            int root = Root(i);
            numbers.TryAdd(root, numbers.Count);
            assigned[i] = numbers[root];
        }

        return assigned;

        int Root(int row)
        {
            while (parents[row] != row)
            {
                parents[row] = parents[parents[row]];
                row = parents[row];
            }

            return row;
        }
    }

    private void Run(IProgress<double>? progress, CancellationToken cancellationToken)
    {
        int total = _means.Count - 1;
        Stack<int> chain = new();
        while (_merges.Count < total)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (chain.Count == 0)
            {
                chain.Push(_active[0]);
            }

            int tip = chain.Pop();
            int previous = chain.Count == 0 ? -1 : chain.Peek();
            (int nearest, double distance) = Nearest(tip, previous);
            if (nearest == previous)
            {
                chain.Pop();
                Join(Math.Min(tip, previous), Math.Max(tip, previous), distance);
                progress?.Report((double)_merges.Count / total);
            }
            else
            {
                chain.Push(tip);
                chain.Push(nearest);
            }
        }
    }

    /// <summary>
    /// The nearest other cluster, the lowest of equals; the one before in the chain goes first, or the chain would have no end. Who is too far in a
    /// few coordinates is too far in all.
    /// </summary>
    private (int Cluster, double Distance) Nearest(int tip, int previous)
    {
        double bound = previous < 0 ? double.PositiveInfinity : Distance(tip, previous);
        (int Cluster, double Distance) best = (previous, bound);
        object gate = new();
        RowRanges.Run(_left, (first, last) =>
        {
            (int Cluster, double Distance) found = (-1, bound);
            for (int i = first; i < last; i++)
            {
                int other = _active[i];
                if (other == tip || other == previous || LeastDistance(tip, other) > found.Distance)
                {
                    continue;
                }

                double distance = Distance(tip, other);
                if (distance < found.Distance)
                {
                    found = (other, distance);
                }
            }

            lock (gate)
            {
                if (found.Cluster >= 0 && (found.Distance < best.Distance || (found.Distance == best.Distance && found.Cluster < best.Cluster)))
                {
                    best = found;
                }
            }
        });
        return best;
    }

    private double LeastDistance(int cluster, int other)
    {
        double part = _coordinates?.Distance(cluster, other) ?? 0;
        return (part * part) + _spreads[cluster] + _spreads[other] - _slack;
    }

    private double Distance(int cluster, int other)
    {
        double means = _means.Distance(cluster, other);
        return (means * means) + _spreads[cluster] + _spreads[other];
    }

    private void Join(int lower, int upper, double distance)
    {
        double share = (double)_sizes[upper] / (_sizes[lower] + _sizes[upper]);
        double means = _means.Distance(lower, upper);
        _spreads[lower] = ((1 - share) * _spreads[lower]) + (share * _spreads[upper]) + (share * (1 - share) * means * means);
        TensorPrimitives.Lerp(_means[lower], _means[upper], share, _means[lower]);
        if (_coordinates is not null)
        {
            TensorPrimitives.Lerp(_coordinates[lower], _coordinates[upper], share, _coordinates[lower]);
        }

        _sizes[lower] += _sizes[upper];
        int place = Array.BinarySearch(_active, 0, _left, upper);
        Array.Copy(_active, place + 1, _active, place, --_left - place);
        _merges.Add((lower, upper, distance));
    }
}
