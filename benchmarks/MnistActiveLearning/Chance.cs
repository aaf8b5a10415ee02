using Uncertainty.Bnn;

namespace MnistActiveLearning;

/// <summary>
/// The seeds of a repeat. Each belongs to one decision of one round, so that a run that was stopped goes on as one that was not; and all
/// acquisitions of a repeat share them, so that they differ in what they choose alone.
/// </summary>
internal sealed class Chance(long seed, int repeat)
{
    private enum Decision
    {
        Initial,
        Candidates,
        Weights,
        Batches,
        TestMasks,
        Masks,
    }

    internal long Weights(int round) => Of(Decision.Weights, round);

    internal long Batches(int round) => Of(Decision.Batches, round);

    internal long TestMasks(int round) => Of(Decision.TestMasks, round);

    internal long Masks(int round) => Of(Decision.Masks, round);

    /// <summary>The first labels: of each class as many.</summary>
    /// <param name="labels">Classes of the pool.</param>
    /// <param name="ofClass">Images of each class.</param>
    internal int[] Initial(byte[] labels, int ofClass)
    {
        Random random = new((int)Of(Decision.Initial, 0));
        int[] order = [.. Enumerable.Range(0, labels.Length)];
        random.Shuffle(order);
        return [.. order.GroupBy(index => labels[index]).OrderBy(group => group.Key).SelectMany(group => group.Take(ofClass))];
    }

    /// <summary>Images of the pool that have no label yet, in random order.</summary>
    internal int[] Candidates(int round, int pool, HashSet<int> labelled, int count)
    {
        Random random = new((int)Of(Decision.Candidates, round));
        int[] rest = [.. Enumerable.Range(0, pool).Where(index => !labelled.Contains(index))];
        random.Shuffle(rest);
        return rest[..Math.Min(count, rest.Length)];
    }

    private long Of(Decision decision, int round) => Seeds.Derive(Seeds.Derive(Seeds.Derive(seed, repeat), (int)decision), round);
}
