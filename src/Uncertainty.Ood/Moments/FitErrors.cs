using Uncertainty.Evaluation;

namespace Uncertainty.Ood;

/// <summary>Errors about what a detector is fitted on.</summary>
internal static class FitErrors
{
    private const string BatchesName = "batches";
    private const int MostNamed = 10;

    /// <summary>An error that names the batches.</summary>
    public static ArgumentException Batches(string message) => Wrong(message, BatchesName);

    /// <summary>The name of the only layer of a reader.</summary>
    /// <exception cref="ArgumentException">It reads several.</exception>
    public static string OneLayer(FeatureReader reader)
    {
        Guard.NotNull(reader);
        return reader.Layers.Count == 1
            ? reader.Layers[0]
            : throw new ArgumentException(
                $"must read one layer; got {reader.Layers.Count}: {string.Join(", ", reader.Layers)}.", nameof(reader));
    }

    /// <summary>The first numbers of a list, and how many there are.</summary>
    public static string List(IReadOnlyList<int> numbers) => numbers.Count <= MostNamed
        ? string.Join(", ", numbers)
        : $"{string.Join(", ", numbers.Take(MostNamed))} and {numbers.Count - MostNamed} more";

    private static ArgumentException Wrong(string message, string parameter) => new(message, parameter);
}
