namespace Uncertainty.Testing;

/// <summary>A C# block of the documentation, which must stand, line by line, in a test that compiles and runs it.</summary>
/// <param name="Page">The page's name, without extension.</param>
/// <param name="Number">Which block of the page, from 1.</param>
/// <param name="Text">Its lines without indentation; empty ones and using directives do not count.</param>
public sealed record DocumentationBlock(string Page, int Number, string Text)
{
    /// <summary>Pages of out-of-distribution detection begin so: tests/Uncertainty.Ood.Tests runs their code.</summary>
    private const string Ood = "ood";

    /// <summary>Blocks of pages about out-of-distribution detection, "ood….md".</summary>
    public static IEnumerable<DocumentationBlock> OfOod => All.Where(IsOfOod);

    /// <summary>Blocks of the README and of all other pages.</summary>
    public static IEnumerable<DocumentationBlock> OfOthers => All.Where(block => !IsOfOod(block));

    private static IEnumerable<DocumentationBlock> All =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.Root, "README.md"))
            .Order(StringComparer.Ordinal)
            .SelectMany(Read);

    /// <summary>The text of a page below docs.</summary>
    public static string ReadPage(string path) => File.ReadAllText(Path.Combine(Repository.Root, "docs", path));

    /// <summary>Whether a file in the folder Docs of any test project holds the block.</summary>
    public bool IsInATest() => Directory.EnumerateDirectories(Path.Combine(Repository.Root, "tests"))
        .Select(project => Path.Combine(project, "Docs"))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs"))
        .Any(file => string.Join('\n', Trimmed(File.ReadLines(file))).Contains(Text, StringComparison.Ordinal));

    public override string ToString() => $"{Page} {Number}";

    private static bool IsOfOod(DocumentationBlock block) => block.Page.StartsWith(Ood, StringComparison.Ordinal);

    private static IEnumerable<DocumentationBlock> Read(string page)
    {
        int number = 0;
        List<string>? lines = null;
        foreach (string line in File.ReadLines(page))
        {
            if (line.StartsWith("```csharp", StringComparison.Ordinal))
            {
                lines = [];
            }
            else if (line.StartsWith("```", StringComparison.Ordinal) && lines is not null)
            {
                yield return new DocumentationBlock(Path.GetFileNameWithoutExtension(page), ++number, string.Join('\n', Trimmed(lines)));
                lines = null;
            }
            else
            {
                lines?.Add(line);
            }
        }
    }

    private static IEnumerable<string> Trimmed(IEnumerable<string> lines) => lines
        .Select(line => line.Trim())
        .Where(line => line.Length > 0 && !(line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal)));
}
