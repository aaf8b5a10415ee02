namespace Repository.Tests;

/// <summary>What two lists of a public surface have not in common.</summary>
internal static class SurfaceDifference
{
    /// <summary>Lines that came, with +, and lines that went, with -, sorted by what they say.</summary>
    internal static string[] Of(IEnumerable<string> reviewed, IEnumerable<string> actual)
    {
        string[] before = [.. reviewed];
        string[] after = [.. actual];
        IEnumerable<string> gone = before.Except(after).Select(line => "- " + line);
        IEnumerable<string> added = after.Except(before).Select(line => "+ " + line);
        return [.. gone.Concat(added).OrderBy(line => line[2..], StringComparer.Ordinal)];
    }
}
