using Uncertainty.Testing;

namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>What every page keeps to: links that lead somewhere, the headings of a method, a place in the index.</summary>
[TestFixture]
internal sealed class PageTests
{
    private static readonly string[] MethodSections =
        ["What it answers", "Formula and source", "Use", "Defaults", "Cost and limits", "Common mistakes"];

    private static readonly Lazy<string[]> Examples = new(() =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "examples"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)]);

    private static IEnumerable<TestCaseData> Pages => DocumentationPage.All.Select(page => new TestCaseData(page).SetArgDisplayNames(page.Name));

    private static IEnumerable<TestCaseData> Methods =>
        Pages.Where(data => ((DocumentationPage)data.Arguments[0]!).Name.StartsWith("docs/methods/", StringComparison.Ordinal));

    [TestCaseSource(nameof(Pages))]
    public void Links_LeadToFilesAndHeadings(DocumentationPage page)
    {
        Assert.That(page.Links.Where(link => !Leads(page, link)), Is.Empty);
    }

    [TestCaseSource(nameof(Methods))]
    public void Method_HasTheSectionsOfAMethod_InTheirOrder(DocumentationPage page)
    {
        Assert.That(page.Sections.Where(MethodSections.Contains), Is.EqualTo(MethodSections));
    }

    [TestCaseSource(nameof(Pages))]
    public void Page_IsInTheIndex(DocumentationPage page)
    {
        DocumentationPage index = DocumentationPage.All.Single(other => other.Name == "docs/README.md");
        string folder = Path.GetDirectoryName(index.File)!;
        IEnumerable<string> listed = index.Links.Select(link => Path.GetFullPath(Path.Combine(folder, link))).Append(index.File);
        Assert.That(listed, Does.Contain(page.File));
    }

    [Test]
    public void Pages_AreFound()
    {
        Assert.That(DocumentationPage.All.Sum(page => page.Links.Count()), Is.GreaterThan(200));
        Assert.That(Methods.Count(), Is.GreaterThan(30));
    }

    [TestCase("methods/no-such-page.md")]
    [TestCase("conventions.md#no-such-heading")]
    [TestCase("#no-such-heading")]
    public void Leads_NowhereIsSeen(string link)
    {
        Assert.That(Leads(DocumentationPage.All.Single(page => page.Name == "docs/README.md"), link), Is.False);
    }

    /// <summary>Pictures are in no repository: pages show those that an example has written, in its own folder or in one that the page says.</summary>
    private static bool IsWrittenByAnExample(DocumentationPage page, string file)
    {
        string[] below = Path.GetRelativePath(Path.Combine(Repository.Root, "artifacts"), file).Split(Path.DirectorySeparatorChar);
        return below.Length == 2 && below[0] != ".." && Path.GetExtension(file) == ".png"
            && (Examples.Value.Any(source => source.Contains($"\"{below[0]}\"", StringComparison.Ordinal))
                || File.ReadAllText(page.File).Contains($"--out artifacts/{below[0]}", StringComparison.Ordinal));
    }

    private static bool Leads(DocumentationPage page, string link)
    {
        string[] parts = link.Split('#', 2);
        string file = parts[0].Length == 0 ? page.File : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page.File)!, Uri.UnescapeDataString(parts[0])));
        bool isThere = File.Exists(file) || Directory.Exists(file) || IsWrittenByAnExample(page, file);
        return isThere && (parts.Length == 1 || (DocumentationPage.Of(file)?.Anchors.Contains(parts[1]) ?? false));
    }
}
