using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Uncertainty.Testing;

/// <summary>The recorded cases under tests/data/reference, one file for each topic.</summary>
public static class ReferenceCases
{
    private static readonly Lazy<IReadOnlyList<ReferenceCase>> Read = new(ReadAll);

    /// <summary>Every case of every topic, peers' variants too.</summary>
    public static IReadOnlyList<ReferenceCase> All => Read.Value;

    /// <summary>The case of a name, which is unique within its topic.</summary>
    public static ReferenceCase Find(string topic, string name) =>
        All.Single(entry => entry.Topic == topic && entry.Name == name);

    private static List<ReferenceCase> ReadAll()
    {
        List<ReferenceCase> cases = [];
        foreach (string file in Directory.EnumerateFiles(DataFolder(), "*.json").Order(StringComparer.Ordinal))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            string topic = Path.GetFileNameWithoutExtension(file);
            cases.AddRange(document.RootElement.Clone().EnumerateArray().Select(json => new ReferenceCase(topic, json)));
        }

        return cases;
    }

    // Called from this file only: its own place is what the path is relative to.
    private static string DataFolder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "data", "reference");
}
