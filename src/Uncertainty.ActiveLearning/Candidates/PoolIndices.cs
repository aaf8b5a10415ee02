using System.Runtime.CompilerServices;

namespace Uncertainty.ActiveLearning;

/// <summary>Numbers of inputs of a pool.</summary>
internal static class PoolIndices
{
    /// <summary>At least one, each of an input that there is.</summary>
    public static void Check(IReadOnlyList<int> indices, int count, [CallerArgumentExpression(nameof(indices))] string name = "")
    {
        Guard.NotNull(indices, name);
        if (indices.Count == 0)
        {
            throw new ArgumentException("must hold at least one number; got none.", name);
        }

        foreach (int index in indices)
        {
            if (index < 0 || index >= count)
            {
                throw new ArgumentOutOfRangeException(name, index, $"must be numbers of inputs in range [0, {count - 1}].");
            }
        }
    }

    /// <summary>None twice.</summary>
    public static void Different(IReadOnlyList<int> indices, [CallerArgumentExpression(nameof(indices))] string name = "")
    {
        HashSet<int> seen = [];
        foreach (int index in indices)
        {
            if (!seen.Add(index))
            {
                throw new ArgumentException($"must be different numbers; {index} is there twice.", name);
            }
        }
    }
}
