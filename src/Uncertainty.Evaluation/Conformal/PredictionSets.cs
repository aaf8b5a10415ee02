namespace Uncertainty.Evaluation;

/// <summary>Sets of labels, one for each of N inputs. Immutable.</summary>
public sealed class PredictionSets
{
    private readonly bool[] _flags;

    internal PredictionSets(bool[] flags, int classes)
    {
        _flags = flags;
        Classes = classes;
    }

    /// <summary>Number of classes C.</summary>
    public int Classes { get; }

    /// <summary>Number of inputs N.</summary>
    public int Count => _flags.Length / Classes;

    /// <summary>[N, C] whether a label is in the set of an input, row-major.</summary>
    public ReadOnlySpan<bool> Flags => _flags;

    /// <summary>The labels in the set of an input, rising.</summary>
    /// <param name="input">The input, in [0, N).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="input"/> is out of range.</exception>
    public int[] Labels(int input)
    {
        ReadOnlySpan<bool> set = Set(input);
        List<int> labels = [];
        for (int label = 0; label < set.Length; label++)
        {
            if (set[label])
            {
                labels.Add(label);
            }
        }

        return [.. labels];
    }

    /// <summary>Number of labels in the set of an input, in [0, C].</summary>
    /// <param name="input">The input, in [0, N).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="input"/> is out of range.</exception>
    public int Size(int input) => Set(input).Count(true);

    private ReadOnlySpan<bool> Set(int input) => input >= 0 && input < Count
        ? _flags.AsSpan(input * Classes, Classes)
        : throw new ArgumentOutOfRangeException(nameof(input), input, $"must be in range [0, {Count - 1}].");
}
