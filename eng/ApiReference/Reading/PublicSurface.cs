using Microsoft.CodeAnalysis;

namespace ApiReference;

/// <summary>The public surface of an assembly as lines: each type, and each of its members with its signature.</summary>
internal static class PublicSurface
{
    /// <summary>One line a type or member, sorted. Types of other assemblies stand by their names alone.</summary>
    internal static string[] Lines(IAssemblySymbol assembly) =>
        [.. PublicApi.Types(assembly).SelectMany(Lines).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines(INamedTypeSymbol type)
    {
        string name = type.ToDisplayString();
        return PublicApi.Members(type).Select(member => $"{name}: {Signature.Of(member)}").Prepend($"{name} = {Signature.Of(type)}");
    }
}
