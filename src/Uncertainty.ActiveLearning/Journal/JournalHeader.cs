namespace Uncertainty.ActiveLearning;

/// <summary>The first line of a journal: what it is of.</summary>
/// <param name="Identity">What the labels in it belong to; where it differs, they are worthless.</param>
/// <param name="Settings">How the run was set; where they differ, it goes on otherwise than it began.</param>
internal sealed record JournalHeader(IReadOnlyDictionary<string, string> Identity, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>The names and values in which two headers differ, in words.</summary>
    public static string Differences(IReadOnlyDictionary<string, string> saved, IReadOnlyDictionary<string, string> now) => string.Join(
        "; ",
        saved.Keys.Union(now.Keys)
            .Where(key => saved.GetValueOrDefault(key) != now.GetValueOrDefault(key))
            .Select(key => $"{key}: the journal has {saved.GetValueOrDefault(key, "nothing")}, the loop has {now.GetValueOrDefault(key, "nothing")}"));
}
