using Microsoft.CodeAnalysis;

namespace ApiReference;

/// <summary>What of an assembly its users can see: public members, and protected ones of types that can be derived from.</summary>
internal static class PublicApi
{
    /// <summary>The visible types, nested ones among them, sorted by name.</summary>
    internal static IEnumerable<INamedTypeSymbol> Types(IAssemblySymbol assembly) =>
        Namespaces(assembly.GlobalNamespace)
            .SelectMany(space => space.GetTypeMembers())
            .SelectMany(WithNested)
            .OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal);

    /// <summary>The visible members that the type itself declares, without nested types and what the compiler adds to records.</summary>
    internal static IEnumerable<ISymbol> Members(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Delegate ? [] : type.GetMembers().Where(member => IsMember(member) && IsVisible(member));

    /// <summary>Whether the compiler wrote it for a class without constructors: it has no comment and can have none.</summary>
    internal static bool IsDefaultConstructor(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.IsEmpty: true };

    /// <summary>Whether a user of the assembly can name it.</summary>
    internal static bool IsVisible(ISymbol symbol) =>
        IsVisibleItself(symbol) && (symbol.ContainingType is null || IsVisible(symbol.ContainingType));

    private static bool IsVisibleItself(ISymbol symbol) => symbol.DeclaredAccessibility switch
    {
        Accessibility.Public => true,
        Accessibility.Protected or Accessibility.ProtectedOrInternal => symbol.ContainingType is { IsSealed: false, IsStatic: false },
        _ => false,
    };

    private static bool IsMember(ISymbol symbol) => !symbol.IsImplicitlyDeclared && !IsCompilerMade(symbol) && symbol switch
    {
        IMethodSymbol method => method.MethodKind
            is MethodKind.Ordinary or MethodKind.Constructor or MethodKind.UserDefinedOperator or MethodKind.Conversion,
        IPropertySymbol property => !(property.ContainingType.IsRecord && property.Name == "EqualityContract"),
        IFieldSymbol or IEventSymbol => true,
        _ => false,
    };

    internal static bool IsCompilerMade(ISymbol symbol) =>
        symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute");

    private static IEnumerable<INamespaceSymbol> Namespaces(INamespaceSymbol space) =>
        space.GetNamespaceMembers().SelectMany(Namespaces).Prepend(space);

    private static IEnumerable<INamedTypeSymbol> WithNested(INamedTypeSymbol type) =>
        IsVisible(type) ? type.GetTypeMembers().SelectMany(WithNested).Prepend(type) : [];
}
