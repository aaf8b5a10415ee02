namespace Uncertainty.Evaluation;

/// <summary>How often inputs of each class are predicted as each class. Immutable.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;

    internal ConfusionMatrix(long[] counts, int classes)
    {
        _counts = counts;
        Classes = classes;
    }

    /// <summary>Number of classes C.</summary>
    public int Classes { get; }

    /// <summary>Number of predictions of a class for inputs of a class.</summary>
    /// <param name="label">The true class, in [0, C).</param>
    /// <param name="predicted">The predicted class, in [0, C).</param>
    /// <exception cref="ArgumentOutOfRangeException">A class is out of range.</exception>
    public long this[int label, int predicted]
    {
        get
        {
            Guard.InRange(label, 0, Classes - 1);
            Guard.InRange(predicted, 0, Classes - 1);
            return _counts[(label * Classes) + predicted];
        }
    }

    /// <summary>The most frequent mistakes, as true class, predicted class and number; the most frequent first, then by class.</summary>
    /// <param name="count">At most so many; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 0.</exception>
    public IReadOnlyList<(int Label, int Predicted, long Count)> Mistakes(int count)
    {
        Guard.AtLeast(count, 0);
        return
        [
            .. Enumerable.Range(0, _counts.Length)
                .Select(i => (Label: i / Classes, Predicted: i % Classes, Count: _counts[i]))
                .Where(cell => cell.Label != cell.Predicted && cell.Count > 0)
                .OrderByDescending(cell => cell.Count)
                .Take(count),
        ];
    }

    internal IEnumerable<long[]> Rows() => _counts.Chunk(Classes);
}
