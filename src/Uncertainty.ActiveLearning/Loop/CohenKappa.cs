namespace Uncertainty.ActiveLearning;

/// <summary>Agreement of two ways to classify the same inputs, beyond what chance would give.</summary>
internal static class CohenKappa
{
    /// <summary>(observed - expected) / (1 - expected); 1 where both always say the same one class.</summary>
    /// <remarks>Cohen, "A Coefficient of Agreement for Nominal Scales", Educational and Psychological Measurement 1960.</remarks>
    public static double Of(IReadOnlyList<int> one, IReadOnlyList<int> other)
    {
        double count = one.Count;
        double observed = one.Zip(other).Count(pair => pair.First == pair.Second) / count;
        ILookup<int, int> first = one.ToLookup(value => value);
        ILookup<int, int> second = other.ToLookup(value => value);
        double expected = first.Sum(group => group.Count() / count * (second[group.Key].Count() / count));
        return expected == 1 ? 1 : (observed - expected) / (1 - expected);
    }
}
