using Uncertainty.Bnn;

namespace Uncertainty.ActiveLearning;

/// <summary>The seeds of a round: children of the run's seed and the round's number alone.</summary>
internal sealed class RoundSeeds(long seed, int round)
{
    private readonly long _seed = Seeds.Derive(seed, round);

    public long Network => Seeds.Derive(_seed, 0);

    public long Training => Seeds.Derive(_seed, 1);

    public long Candidates => Seeds.Derive(_seed, 2);

    public long Choice => Seeds.Derive(_seed, 3);

    /// <summary>The seed of the inputs that predictions are compared on: the same in all rounds.</summary>
    public static long Stability(long seed) => Seeds.Derive(Seeds.Derive(seed, 0), 4);

    /// <summary>Some of the numbers, drawn without replacement, in their own order. Who is drawn hangs on the number alone, not on its place.</summary>
    public static int[] Draw(IReadOnlyList<int> indices, int count, long seed) => count >= indices.Count
        ? [.. indices]
        : [.. indices.OrderBy(index => Seeds.Uniform(seed, index)).Take(count).Order()];
}
