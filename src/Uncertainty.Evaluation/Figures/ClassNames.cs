namespace Uncertainty.Evaluation;

/// <summary>Classes by number and name.</summary>
internal static class ClassNames
{
    /// <summary>The class's name, or its number where there are none.</summary>
    public static string Of(long number, IReadOnlyList<string>? names) => names is null ? $"{number}" : names[(int)number];

    /// <summary>Classes from 0 on, below their count where that is known.</summary>
    public static void CheckLabels(IReadOnlyList<long> labels, int? classes, string name = "labels")
    {
        foreach ((int index, long label) in labels.Index())
        {
            if (label < 0 || label >= (classes ?? int.MaxValue))
            {
                string range = classes is null ? "at least 0" : $"in range [0, {classes - 1}]";
                throw new ArgumentOutOfRangeException(name, label, $"must be {range}; the one at {index} is not.");
            }
        }
    }

    public static void CheckNames(IReadOnlyList<string>? names, int classes, string name = "classNames")
    {
        if (names is not null)
        {
            SpanGuard.Length(names.Count, classes, "one for each class", name);
        }
    }
}
