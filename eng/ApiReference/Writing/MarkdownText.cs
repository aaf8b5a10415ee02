using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace ApiReference;

/// <summary>Texts of XML comments in Markdown.</summary>
/// <param name="library">What crefs refer to.</param>
/// <param name="faults">Where it is said which crefs mean nothing and which elements are not known.</param>
internal sealed partial class MarkdownText(ApiLibrary library, ICollection<string> faults)
{
    /// <summary>The content of an element: paragraphs are parted by an empty line, blanks and line ends are one blank.</summary>
    /// <param name="owner">The member whose comment it is, for the message of a fault.</param>
    /// <param name="element">The element; null for nothing.</param>
    internal string Of(ISymbol owner, XElement? element) => element is null ? "" : Tidy(Content(owner, element));

    private string Content(ISymbol owner, XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => Escape(Blanks().Replace(text.Value, " ")),
        XElement child => Element(owner, child),
        _ => "",
    }));

    private string Element(ISymbol owner, XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "see" or "seealso":
                return See(owner, element);
            case "paramref" or "typeparamref":
                return Code(element.Attribute("name")!.Value);
            case "c":
                return Code(element.Value);
            case "code":
                return $"\n\n```csharp\n{Dedent(element.Value)}\n```\n\n";
            case "para":
                return $"\n\n{Content(owner, element)}\n\n";
            case "list":
                return $"\n\n{string.Concat(element.Elements("item").Select(item => $"- {Item(owner, item)}\n"))}\n";
            case "br":
                return "  \n";
            case "b" or "strong":
                return $"**{Content(owner, element)}**";
            case "i" or "em":
                return $"*{Content(owner, element)}*";
            default:
                faults.Add($"{owner.ToDisplayString()}: the element <{element.Name.LocalName}> is not known.");
                return "";
        }
    }

    private string Item(ISymbol owner, XElement item)
    {
        string[] parts = [.. item.Elements().Where(part => part.Name.LocalName is "term" or "description").Select(part => Of(owner, part))];
        return parts.Length == 0 ? Of(owner, item) : string.Join(": ", parts);
    }

    private string See(ISymbol owner, XElement see)
    {
        if (see.Attribute("langword") is XAttribute word)
        {
            return Code(word.Value);
        }
        if (see.Attribute("href") is XAttribute address)
        {
            return $"[{(see.IsEmpty ? Escape(address.Value) : Content(owner, see))}]({address.Value})";
        }
        string cref = see.Attribute("cref")?.Value ?? "";
        if (library.Find(cref) is not ISymbol symbol)
        {
            faults.Add($"{owner.ToDisplayString()}: the cref '{cref}' means nothing.");
            return Code(cref);
        }
        if (library.Defines(symbol) && !PublicApi.IsVisible(symbol))
        {
            faults.Add($"{owner.ToDisplayString()}: the cref '{cref}' is not public, so a reader cannot find it.");
        }
        string text = see.IsEmpty ? Code(LinkText(owner, symbol)) : Content(owner, see);
        return PageLinks.To(library, symbol) is string link ? $"[{text}]({link})" : text;
    }

    /// <summary>Members of the type that is described stand without its name; no member with its parameters' types, which would be long.</summary>
    private static string LinkText(ISymbol owner, ISymbol symbol)
    {
        if (symbol is INamedTypeSymbol type)
        {
            return Signature.Name(type);
        }
        INamedTypeSymbol home = owner as INamedTypeSymbol ?? owner.ContainingType;
        string name = symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? symbol.ContainingType.Name : symbol.Name;
        return SymbolEqualityComparer.Default.Equals(home, symbol.ContainingType) || name == symbol.ContainingType.Name
            ? name
            : $"{Signature.Name(symbol.ContainingType)}.{name}";
    }

    private static string Code(string text) => text.Contains('`', StringComparison.Ordinal) ? $"`` {text} ``" : $"`{text}`";

    private static string Escape(string text)
    {
        StringBuilder escaped = new();
        for (int i = 0; i < text.Length; i++)
        {
            bool inWord = i > 0 && i + 1 < text.Length && char.IsLetterOrDigit(text[i - 1]) && char.IsLetterOrDigit(text[i + 1]);
            bool special = text[i] is '\\' or '`' or '*' or '<' or '|' or '~'
                || (text[i] == '_' && !inWord)
                || (text[i] == '(' && i > 0 && text[i - 1] == ']');
            escaped.Append(special ? "\\" : "").Append(text[i]);
        }
        return escaped.ToString();
    }

    private static string Dedent(string code)
    {
        string[] lines = code.Trim('\r', '\n').TrimEnd().Split('\n');
        int margin = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(line => line.Length >= margin ? line[margin..].TrimEnd() : ""));
    }

    private static string Tidy(string text) => EmptyLines().Replace(text, "\n\n").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"[ ]*\n([ ]*\n)+[ ]*")]
    private static partial Regex EmptyLines();
}
