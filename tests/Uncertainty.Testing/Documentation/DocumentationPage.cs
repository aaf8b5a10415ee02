using System.Text.RegularExpressions;

namespace Uncertainty.Testing;

/// <summary>A page of the documentation: where it is, its headings and its links, those within blocks and spans of code left out.</summary>
public sealed partial class DocumentationPage
{
    private readonly string _text;

    private DocumentationPage(string file)
    {
        File = file;
        Name = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
        _text = Blocks().Replace(System.IO.File.ReadAllText(file).ReplaceLineEndings("\n"), "");
    }

    /// <summary>README.md, those of compat and of the recorded cases, and every page below docs, in the order of their names.</summary>
    public static IReadOnlyList<DocumentationPage> All { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(new[] { "README.md", "CHANGELOG.md", "compat/README.md", "tests/data/reference/README.md" }.Select(name => Path.Combine(Repository.Root, name)))
            .Order(StringComparer.Ordinal)
            .Select(file => new DocumentationPage(file)),
    ];

    /// <summary>Full path.</summary>
    public string File { get; }

    /// <summary>Path from the root of the repository, with slashes.</summary>
    public string Name { get; }

    /// <summary>The headings of the second level, in order.</summary>
    public IReadOnlyList<string> Sections => [.. Headings().Matches(_text).Where(match => match.Groups[1].Value == "##").Select(Title)];

    /// <summary>The anchors that its headings have: small letters, blanks as hyphens, without punctuation.</summary>
    public IReadOnlySet<string> Anchors => Headings().Matches(_text).Select(Title).Select(Anchor).ToHashSet(StringComparer.Ordinal);

    /// <summary>What its links to other files and headings lead to, as it stands there; addresses of the web are left out.</summary>
    public IEnumerable<string> Links => LinkTargets().Matches(Spans().Replace(_text, "code")).Select(match => match.Groups[1].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal));

    /// <summary>The page of a file; null where it is none of <see cref="All"/>.</summary>
    public static DocumentationPage? Of(string file) => All.FirstOrDefault(page => page.File == Path.GetFullPath(file));

    public override string ToString() => Name;

    private static string Title(Match heading) => heading.Groups[2].Value.Trim();

    private static string Anchor(string title) =>
        new([.. title.ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_').Select(letter => letter == ' ' ? '-' : letter)]);

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex Spans();

    [GeneratedRegex("^(#{1,6}) (.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex LinkTargets();
}
