using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace ApiReference;

/// <summary>The page of one public type: its declaration and its members, each with what its comment says.</summary>
internal sealed class TypePage
{
    private static readonly (string Heading, Func<ISymbol, bool> Belongs)[] Sections =
    [
        ("Constructors", member => member is IMethodSymbol { MethodKind: MethodKind.Constructor }),
        ("Fields", member => member is IFieldSymbol),
        ("Properties", member => member is IPropertySymbol),
        ("Methods", member => member is IMethodSymbol { MethodKind: MethodKind.Ordinary }),
        ("Operators", member => member is IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion }),
        ("Events", member => member is IEventSymbol),
    ];

    private readonly Comments _comments;
    private readonly MarkdownText _text;
    private readonly ICollection<string> _faults;
    private readonly StringBuilder _page = new();

    internal TypePage(Comments comments, MarkdownText text, ICollection<string> faults)
    {
        _comments = comments;
        _text = text;
        _faults = faults;
    }

    /// <summary>The whole page, in Markdown.</summary>
    internal string Of(INamedTypeSymbol type)
    {
        _page.Clear();
        Line($"# {Signature.Name(type).Replace("<", "\\<", StringComparison.Ordinal)}");
        Line($"[All types](../index.md) · library {type.ContainingAssembly.Name} · namespace `{type.ContainingNamespace.ToDisplayString()}`");
        Describe(type);
        if (type.TypeKind == TypeKind.Enum)
        {
            Values(type);
        }
        else
        {
            foreach ((string heading, Func<ISymbol, bool> belongs) in Sections)
            {
                Section(heading, [.. PublicApi.Members(type).Where(belongs)]);
            }
        }
        return _page.ToString().TrimEnd() + "\n";
    }

    private void Section(string heading, ISymbol[] members)
    {
        if (members.Length == 0)
        {
            return;
        }
        Line($"## {heading}");
        foreach (ISymbol member in members.OrderBy(Signature.Name, StringComparer.Ordinal))
        {
            Line($"<a id=\"{PageLinks.Anchor(member)}\"></a>");
            Line($"### {Signature.Name(member).Replace("<", "\\<", StringComparison.Ordinal)}");
            Describe(member);
        }
    }

    private void Describe(ISymbol symbol)
    {
        XElement comment = _comments.Of(symbol);
        string summary = _text.Of(symbol, comment.Element("summary"));
        if (summary.Length == 0 && !PublicApi.IsDefaultConstructor(symbol))
        {
            _faults.Add($"{symbol.ToDisplayString()}: it has no summary.");
        }
        Line(summary);
        Line($"```csharp\n{Signature.Wrapped(symbol)}\n```");
        List("Type parameters", symbol, comment.Elements("typeparam"), element => $"`{element.Attribute("name")!.Value}`");
        // A record's parameters are its properties, which follow.
        List("Parameters", symbol, HasParameters(symbol) ? comment.Elements("param") : [], element => $"`{element.Attribute("name")!.Value}`");
        Text("Returns", _text.Of(symbol, comment.Element("returns")));
        Text("Value", _text.Of(symbol, comment.Element("value")));
        List("Exceptions", symbol, comment.Elements("exception"), element => Thrown(symbol, element));
        Text("Remarks", _text.Of(symbol, comment.Element("remarks")));
        Text("Example", _text.Of(symbol, comment.Element("example")));
    }

    private void Values(INamedTypeSymbol type)
    {
        Line("## Values");
        foreach (IFieldSymbol value in PublicApi.Members(type).OfType<IFieldSymbol>())
        {
            string summary = _text.Of(value, _comments.Of(value).Element("summary"));
            if (summary.Length == 0)
            {
                _faults.Add($"{value.ToDisplayString()}: it has no summary.");
            }
            Line($"<a id=\"{PageLinks.Anchor(value)}\"></a>\n`{value.Name}` = {value.ConstantValue}: {summary}");
        }
    }

    private string Thrown(ISymbol symbol, XElement exception) =>
        _text.Of(symbol, new XElement("exception", new XElement("see", exception.Attribute("cref"))));

    private void List(string heading, ISymbol symbol, IEnumerable<XElement> elements, Func<XElement, string> name)
    {
        string[] lines = [.. elements.Select(element => $"- {name(element)}: {Indented(_text.Of(symbol, element))}")];
        Text(heading, string.Join('\n', lines), "\n\n");
    }

    private void Text(string heading, string text, string after = ": ")
    {
        if (text.Length > 0)
        {
            Line($"**{heading}**{after}{text}");
        }
    }

    private static bool HasParameters(ISymbol symbol) => symbol is not INamedTypeSymbol { TypeKind: not TypeKind.Delegate };

    private static string Indented(string text) => text.Replace("\n\n", "\n\n  ", StringComparison.Ordinal);

    private void Line(string text)
    {
        if (text.Length > 0)
        {
            _page.Append(text).Append("\n\n");
        }
    }
}
