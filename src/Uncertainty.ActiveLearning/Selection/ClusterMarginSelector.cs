using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// For batches of thousands: of the candidates with the highest scores some from every cluster, small clusters first. Scores of the choice are
/// those of the acquisition function.
/// </summary>
/// <remarks>
/// Citovsky, DeSalvo, Gentile, Karydas, Rajagopalan, Rostamizadeh, Kumar, "Batch Active Learning at Scale" (Cluster-Margin), NeurIPS 2021. The
/// highest scores are kept, filter × count of them; their clusters take turns, from the one with the fewest kept (of equals the one with the lowest
/// candidate) to the one with the most, and each gives one of its kept candidates at random, until the batch is full. Where constraints leave too
/// few of those kept, the next by score follow. A batch of all candidates needs no filter and is any order of them.
/// </remarks>
public sealed class ClusterMarginSelector : BatchSelector
{
    private readonly AcquisitionFunction _function;
    private readonly PoolClusters? _clusters;
    private readonly double _filter;

    /// <summary>Chooses by a function and clusters.</summary>
    /// <param name="function">What scores the candidates; in the paper the margin between the two likeliest classes. Needs draws.</param>
    /// <param name="clusters">
    /// Clusters of the whole pool, made once, as in the paper. Null to cluster at each choice those candidates that the filter keeps, by their
    /// features as they are now and with the default options.
    /// </param>
    /// <param name="filter">How many candidates are kept for each that is chosen. Default 10; finite and at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="filter"/> is below 1 or not finite.</exception>
    public ClusterMarginSelector(AcquisitionFunction function, PoolClusters? clusters = null, double filter = 10)
    {
        _function = Guard.NotNull(function);
        _clusters = clusters;
        _filter = Guard.InRange(filter, 1, double.MaxValue);
    }

    private protected override void Fill(GreedyChoice choice, CandidateSet candidates, long seed, CancellationToken cancellationToken)
    {
        using Tensor scored = candidates.Score(_function, cancellationToken);
        double[] scores = PlainNumbers.Of(scored);
        int limit = (int)Math.Min(scores.Length, Math.Ceiling(_filter * choice.Count));
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(position => scores[position])];
        int[] kept = [.. order.Where(choice.IsOpen).Take(limit).Order()];
        Queue<Queue<int>> turns = Turns(kept, Clusters(candidates, kept, cancellationToken), seed);
        while (!choice.IsFull && turns.TryDequeue(out Queue<int>? cluster))
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (cluster.TryDequeue(out int position))
            {
                if (choice.TryTake(position, scores[position]))
                {
                    turns.Enqueue(cluster);
                    break;
                }
            }
        }

        foreach (int position in order)
        {
            choice.TryTake(position, scores[position]);
        }
    }

    /// <summary>The members of each cluster in random order, small clusters first.</summary>
    private static Queue<Queue<int>> Turns(int[] kept, int[] clusters, long seed) => new(kept
        .Zip(clusters, (position, cluster) => (position, cluster))
        .GroupBy(pair => pair.cluster, pair => pair.position)
        .OrderBy(group => group.Count())
        .Select(group => new Queue<int>(group.OrderBy(position => Seeds.Uniform(seed, position)))));

    private int[] Clusters(CandidateSet candidates, int[] kept, CancellationToken cancellationToken)
    {
        if (kept.Length == 0)
        {
            return [];
        }

        if (_clusters is null)
        {
            FeatureRows rows = new(candidates.Features(cancellationToken).Values);
            PoolClusters made = PoolClusters.Fit(rows.Select(kept), new ClusteringOptions(), null, cancellationToken);
            return [.. Enumerable.Range(0, kept.Length).Select(i => made[i])];
        }

        int highest = kept.Max(position => candidates.Indices[position]);
        return highest < _clusters.Inputs
            ? [.. kept.Select(position => _clusters[candidates.Indices[position]])]
            : throw new InvalidOperationException(
                $"The clusters are of a pool of {_clusters.Inputs} inputs, and a candidate has number {highest}: cluster the same pool.");
    }
}
