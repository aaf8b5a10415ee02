using System.Text.RegularExpressions;
using ApiReference;
using Microsoft.CodeAnalysis;

namespace Repository.Tests;

/// <summary>Every public type is described, and some test names it.</summary>
[TestFixture]
internal sealed partial class PublicTypeTests
{
    [Test]
    public void ApiReference_OfTheLibraries_HasNoFaults()
    {
        ApiPages pages = new(Libraries.Library);
        int written = pages.All().Count();
        Assert.That(pages.Faults, Is.Empty);
        Assert.That(written, Is.EqualTo(Libraries.Library.Types.Count + 1));
    }

    [Test]
    public void ApiReference_OfTheLibraries_HasNoDeadLinks()
    {
        Dictionary<string, string> pages = new ApiPages(Libraries.Library).All().ToDictionary(page => page.File, page => page.Text);
        string[] dead =
        [
            .. pages.SelectMany(page => PageLink().Matches(page.Value).Select(link => link.Groups[1].Value.Split('#'))
                .Where(link => !(pages.TryGetValue(link[0], out string? target)
                    && (link.Length == 1 || target.Contains($"<a id=\"{link[1]}\"></a>", StringComparison.Ordinal))))
                .Select(link => $"{page.Key} -> {string.Join('#', link)}")),
        ];
        Assert.That(dead, Is.Empty);
        Assert.That(
            pages.Values.SelectMany(text => PlaceOnPage().Matches(text).GroupBy(place => place.Value).Where(group => group.Count() > 1)),
            Is.Empty);
    }

    [Test]
    public void PublicTypes_AreNamedInATest()
    {
        HashSet<string> named =
        [
            .. RepositoryFiles.Code("tests")
                .Where(file => !RepositoryFiles.Name(file).StartsWith("tests/Repository.Tests/", StringComparison.Ordinal))
                .SelectMany(file => Identifier().Matches(File.ReadAllText(file)).Select(match => match.Value)),
        ];
        Assert.That(Libraries.Library.Types.Where(type => !IsNamed(type, named)).Select(type => type.Name), Is.Empty);
    }

    /// <summary>Bases and interfaces may be named by what derives from them, static classes by their methods: so callers see them.</summary>
    private static bool IsNamed(INamedTypeSymbol type, HashSet<string> named) =>
        named.Contains(type.Name)
        || (type.IsStatic && PublicApi.Members(type).Any(member => named.Contains(member.Name)))
        || (type.IsAbstract && Libraries.Library.Types.Any(other => named.Contains(other.Name) && DerivesFrom(other, type)));

    private static bool DerivesFrom(INamedTypeSymbol type, INamedTypeSymbol parent) =>
        SymbolEqualityComparer.Default.Equals(type.BaseType, parent)
        || type.AllInterfaces.Contains(parent, SymbolEqualityComparer.Default)
        || (type.BaseType is INamedTypeSymbol own && DerivesFrom(own, parent));

    [GeneratedRegex(@"\]\(\.\./([^)]*/[^)]*\.md[^)]*)\)")]
    private static partial Regex PageLink();

    [GeneratedRegex("<a id=\"[^\"]*\"></a>")]
    private static partial Regex PlaceOnPage();

    [GeneratedRegex(@"\b[A-Za-z_][A-Za-z0-9_]*\b")]
    private static partial Regex Identifier();
}
