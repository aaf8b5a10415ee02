using System.Runtime.CompilerServices;

namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>Every C# block of the documentation stands, line by line, in a test of this folder, which compiles and runs it.</summary>
[TestFixture]
internal sealed class DocumentationTests
{
    private static IEnumerable<TestCaseData> Blocks()
    {
        string root = Root();
        IEnumerable<string> pages = Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(root, "README.md"));
        foreach (string page in pages.Order(StringComparer.Ordinal))
        {
            string[][] blocks = [.. Read(page)];
            for (int i = 0; i < blocks.Length; i++)
            {
                yield return new TestCaseData((object)blocks[i]).SetName($"Block_{Path.GetFileNameWithoutExtension(page)}_{i + 1}_IsCompiledAndRun");
            }
        }
    }

    [TestCaseSource(nameof(Blocks))]
    public void Block_IsCompiledAndRun(string[] block)
    {
        string wanted = string.Join('\n', block);
        IEnumerable<string> sources = Directory.EnumerateFiles(Path.Combine(Root(), "tests", "Uncertainty.Evaluation.Tests", "Docs"), "*.cs")
            .Select(file => string.Join('\n', Trimmed(File.ReadLines(file))));
        Assert.That(sources.Any(source => source.Contains(wanted, StringComparison.Ordinal)), Is.True, wanted);
    }

    [Test]
    public void Blocks_AreFound()
    {
        Assert.That(Blocks().Count(), Is.GreaterThanOrEqualTo(5));
    }

    /// <summary>The text of a page below docs.</summary>
    internal static string Page(string path) => File.ReadAllText(Path.Combine(Root(), "docs", path));

    private static IEnumerable<string[]> Read(string page)
    {
        List<string>? block = null;
        foreach (string line in File.ReadLines(page))
        {
            if (line.StartsWith("```csharp", StringComparison.Ordinal))
            {
                block = [];
            }
            else if (line.StartsWith("```", StringComparison.Ordinal) && block is not null)
            {
                yield return [.. Trimmed(block)];
                block = null;
            }
            else
            {
                block?.Add(line);
            }
        }
    }

    /// <summary>Lines without indentation; empty ones and the using directives at a block's head do not count.</summary>
    private static IEnumerable<string> Trimmed(IEnumerable<string> lines) => lines
        .Select(line => line.Trim())
        .Where(line => line.Length > 0 && !(line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal)));

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
