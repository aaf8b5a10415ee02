namespace Uncertainty.ActiveLearning;

/// <summary>
/// Candidates that cover the others: greedy k-centre on features. Each is the one that lies farthest from the nearest of the labelled inputs
/// and of those chosen before it, by Euclidean distance; that distance is its score. Needs features of candidates and labelled inputs, and
/// looks at no draws and no seed.
/// </summary>
/// <remarks>
/// Sener and Savarese, "Active Learning for Convolutional Neural Networks: A Core-Set Approach", ICLR 2018, Algorithm 1 (without the mixed-integer
/// search that follows it). The largest distance that is left is at most twice the least possible one (Gonzalez 1985). Where nothing is labelled
/// the first is the candidate nearest to the mean of all, with the distance to the mean as its score. A step costs one pass over the features,
/// less the distances that the triangle inequality makes needless.
/// </remarks>
public sealed class CoreSetSelector : BatchSelector
{
    private protected override void Fill(GreedyChoice choice, CandidateSet candidates, long seed, CancellationToken cancellationToken)
    {
        CandidateFeatures features = candidates.Features(cancellationToken);
        FeatureRows rows = new(features.Values);
        NearestCentres centres = new(rows);
        if (features.Labelled is not null)
        {
            FeatureRows labelled = new(features.Labelled);
            for (int i = 0; i < labelled.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                centres.Add(labelled[i]);
            }
        }
        else if (!TakeMiddle(choice, rows, centres))
        {
            return;
        }

        while (!choice.IsFull)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int farthest = Highest(choice, centres.Distances);
            if (farthest < 0)
            {
                return;
            }

            choice.Take(farthest, centres.Distances[farthest]);
            centres.Add(rows[farthest]);
        }
    }

    private static bool TakeMiddle(GreedyChoice choice, FeatureRows rows, NearestCentres centres)
    {
        double[] mean = rows.Mean();
        double[] nearness = [.. Enumerable.Range(0, rows.Count).Select(i => -rows.Distance(i, mean))];
        int middle = Highest(choice, nearness);
        if (middle < 0)
        {
            return false;
        }

        choice.Take(middle, -nearness[middle]);
        centres.Add(rows[middle]);
        return true;
    }

    /// <summary>The open candidate of the highest value, the first of equals; -1 where none is open.</summary>
    private static int Highest(GreedyChoice choice, IReadOnlyList<double> values)
    {
        int highest = -1;
        for (int i = 0; i < values.Count; i++)
        {
            if ((highest < 0 || values[i] > values[highest]) && choice.IsOpen(i))
            {
                highest = i;
            }
        }

        return highest;
    }
}
