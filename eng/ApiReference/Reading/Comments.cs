using System.Xml.Linq;
using System.Xml.XPath;
using Microsoft.CodeAnalysis;

namespace ApiReference;

/// <summary>XML comments with all that they inherit.</summary>
/// <param name="library">What the comments are of.</param>
/// <param name="faults">Where it is said what cannot be inherited.</param>
internal sealed class Comments(ApiLibrary library, ICollection<string> faults)
{
    /// <summary>The comment of a member, complete; without elements where there is none.</summary>
    internal XElement Of(ISymbol symbol) => Of(symbol, []);

    private XElement Of(ISymbol symbol, HashSet<string> visited)
    {
        string id = symbol.OriginalDefinition.GetDocumentationCommentId() ?? symbol.ToDisplayString();
        XElement complete = new(library.Comment(symbol) ?? new XElement("member"));
        if (!visited.Add(id))
        {
            faults.Add($"{id}: its comment inherits from itself.");
            return complete;
        }
        foreach (XElement inherit in complete.Descendants("inheritdoc").ToList())
        {
            if (inherit.Parent != complete)
            {
                faults.Add($"{id}: an inheritdoc inside another element is not understood.");
                continue;
            }
            inherit.Remove();
            Inherit(complete, symbol, inherit, visited);
        }
        visited.Remove(id);
        return complete;
    }

    private void Inherit(XElement complete, ISymbol symbol, XElement inherit, HashSet<string> visited)
    {
        string? cref = inherit.Attribute("cref")?.Value;
        ISymbol? source = cref is null ? Written(Inherited(symbol)) : library.Find(cref);
        if (source is null)
        {
            faults.Add($"{symbol.ToDisplayString()}: there is nothing to inherit a comment from{(cref is null ? "" : $" under {cref}")}.");
            return;
        }
        XElement from = library.Defines(source) ? Of(source, visited) : Foreign(symbol, source);
        string path = inherit.Attribute("path")?.Value ?? "/*";
        foreach (XElement element in new XDocument(from).XPathSelectElements("/*" + path))
        {
            if (!complete.Elements().Any(own => IsOfTheSame(own, element)))
            {
                complete.Add(new XElement(element));
            }
        }
    }

    /// <summary>Members of other assemblies have their own documentation: it is named, not copied.</summary>
    private static XElement Foreign(ISymbol symbol, ISymbol source) => new(
        "member",
        new XElement(
            "summary",
            symbol.IsOverride || symbol is INamedTypeSymbol ? "As " : "Implements ",
            new XElement("see", new XAttribute("cref", source.OriginalDefinition.GetDocumentationCommentId()!)),
            "."));

    private static bool IsOfTheSame(XElement own, XElement other) =>
        own.Name == other.Name
        && own.Attribute("name")?.Value == other.Attribute("name")?.Value
        && own.Attribute("cref")?.Value == other.Attribute("cref")?.Value;

    private static ISymbol? Inherited(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => type.BaseType is { SpecialType: SpecialType.None } parent ? parent : type.Interfaces.FirstOrDefault(),
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => BaseConstructor(constructor),
        IMethodSymbol { OverriddenMethod: IMethodSymbol method } => method,
        IPropertySymbol { OverriddenProperty: IPropertySymbol property } => property,
        IEventSymbol { OverriddenEvent: IEventSymbol handler } => handler,
        _ => symbol.ContainingType.AllInterfaces
            .SelectMany(type => type.GetMembers(symbol.Name))
            .FirstOrDefault(member =>
                SymbolEqualityComparer.Default.Equals(symbol.ContainingType.FindImplementationForInterfaceMember(member), symbol)),
    };

    /// <summary>What the compiler adds to a record has no comment of its own: it overrides what has one.</summary>
    private static ISymbol? Written(ISymbol? source) =>
        source is IMethodSymbol { OverriddenMethod: IMethodSymbol method } && PublicApi.IsCompilerMade(source) ? Written(method) : source;

    private static IMethodSymbol? BaseConstructor(IMethodSymbol constructor) =>
        constructor.ContainingType.BaseType?.InstanceConstructors.FirstOrDefault(parent =>
            parent.Parameters.Select(parameter => parameter.Type)
                .SequenceEqual(constructor.Parameters.Select(parameter => parameter.Type), SymbolEqualityComparer.Default));
}
