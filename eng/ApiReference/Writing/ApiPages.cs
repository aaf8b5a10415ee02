using System.Text;
using Microsoft.CodeAnalysis;

namespace ApiReference;

/// <summary>All pages: an index, and one of each public type.</summary>
internal sealed class ApiPages
{
    private readonly ApiLibrary _library;
    private readonly SortedSet<string> _faults = new(StringComparer.Ordinal);
    private readonly Comments _comments;
    private readonly MarkdownText _text;

    internal ApiPages(ApiLibrary library)
    {
        _library = library;
        _comments = new Comments(library, _faults);
        _text = new MarkdownText(library, _faults);
    }

    /// <summary>What is wrong with the comments, once <see cref="Write"/> or <see cref="All"/> has read them.</summary>
    internal IReadOnlyCollection<string> Faults => _faults;

    /// <summary>The pages with their places below a folder.</summary>
    internal IEnumerable<(string File, string Text)> All()
    {
        TypePage page = new(_comments, _text, _faults);
        yield return ("index.md", Index());
        foreach (INamedTypeSymbol type in _library.Types)
        {
            yield return (PageLinks.File(type), page.Of(type));
        }
    }

    /// <summary>Writes the pages into a folder, which holds nothing else afterwards, and says how many they are.</summary>
    internal int Write(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        int count = 0;
        foreach ((string file, string text) in All())
        {
            string path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            count++;
        }
        return count;
    }

    private string Index()
    {
        StringBuilder page = new("# API reference\n\nEvery public type, by library; written from the XML comments of the code.\n");
        foreach (IGrouping<string, INamedTypeSymbol> group in _library.Types.GroupBy(type => type.ContainingAssembly.Name))
        {
            page.Append("\n## ").Append(group.Key).Append("\n\n| type | |\n|---|---|\n");
            foreach (INamedTypeSymbol type in group)
            {
                string summary = _text.Of(type, _comments.Of(type).Element("summary"));
                string inOneLine = summary.Replace("\n", " ", StringComparison.Ordinal).Replace("](../", "](", StringComparison.Ordinal);
                page.Append($"| [`{Signature.Name(type)}`]({PageLinks.File(type)}) | {inOneLine} |\n");
            }
        }
        return page.ToString();
    }
}
