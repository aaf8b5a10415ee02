using System.Text;
using Microsoft.CodeAnalysis;

namespace ApiReference;

/// <summary>Where a type or member is described.</summary>
internal static class PageLinks
{
    /// <summary>
    /// The page of a type, below the folder of all pages: a folder for each library, and in it the type's name without the library's.
    /// </summary>
    internal static string File(INamedTypeSymbol type)
    {
        string name = type.OriginalDefinition.GetDocumentationCommentId()![2..].Replace('`', '-');
        string library = type.ContainingAssembly.Name;
        bool prefixed = name.StartsWith(library + ".", StringComparison.Ordinal);
        return $"{library}/{(prefixed ? name[(library.Length + 1)..] : name)}.md";
    }

    /// <summary>The place of a member on its type's page.</summary>
    internal static string Anchor(ISymbol member)
    {
        string id = member.OriginalDefinition.GetDocumentationCommentId()!;
        string type = member.ContainingType.OriginalDefinition.GetDocumentationCommentId()!;
        StringBuilder anchor = new();
        foreach (char letter in id[(type.Length + 1)..])
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                anchor.Append(char.ToLowerInvariant(letter));
            }
            else if (anchor.Length > 0 && anchor[^1] != '-')
            {
                anchor.Append('-');
            }
        }
        return anchor.ToString().TrimEnd('-');
    }

    /// <summary>A link from a type's page to a symbol; null where there is no page of it.</summary>
    internal static string? To(ApiLibrary library, ISymbol symbol)
    {
        INamedTypeSymbol? type = (symbol as INamedTypeSymbol ?? symbol.ContainingType)?.OriginalDefinition;
        if (type is null)
        {
            return null;
        }
        if (library.Defines(type))
        {
            return PublicApi.IsVisible(symbol) ? $"../{File(type)}{(symbol is INamedTypeSymbol ? "" : "#" + Anchor(symbol))}" : null;
        }
        return IsOfDotNet(type) ? Microsoft(symbol) : null;
    }

    private static bool IsOfDotNet(INamedTypeSymbol type) =>
        type.ContainingNamespace is { IsGlobalNamespace: false } space
        && space.ToDisplayString().Split('.')[0] == "System"
        && type.ContainingAssembly.Name.StartsWith("System.", StringComparison.Ordinal);

    private static string Microsoft(ISymbol symbol)
    {
        string name = symbol.OriginalDefinition.GetDocumentationCommentId()![2..].Split('(')[0];
        string address = name.Replace("``", "--", StringComparison.Ordinal).Replace('`', '-').Replace('#', '-').ToLowerInvariant();
        return "https://learn.microsoft.com/dotnet/api/" + address;
    }
}
