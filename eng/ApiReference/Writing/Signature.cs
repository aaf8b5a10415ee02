using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ApiReference;

/// <summary>Declarations in C#, as the compiler prints them, without bodies.</summary>
internal static class Signature
{
    private const int LineLength = 100;

    private static readonly SymbolDisplayFormat Members = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters
            | SymbolDisplayGenericsOptions.IncludeTypeConstraints
            | SymbolDisplayGenericsOptions.IncludeVariance,
        memberOptions: SymbolDisplayMemberOptions.IncludeAccessibility
            | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeConstantValue,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut
            | SymbolDisplayParameterOptions.IncludeExtensionThis,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeMemberKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.AllowDefaultLiteral
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat Unconstrained = Members.RemoveGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeConstraints);

    private static readonly SymbolDisplayFormat Names = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeParamsRefOut,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The declaration of a type with its bases, or of a member, in one line.</summary>
    internal static string Of(ISymbol symbol) => symbol is INamedTypeSymbol type ? OfType(type) : CSharp(symbol, Members);

    /// <summary>A type's name with those it is nested in, or a member's with the types of its parameters.</summary>
    internal static string Name(ISymbol symbol) => CSharp(symbol, Names);

    /// <summary>The same declaration; one that is too long for a line has each parameter in a line of its own.</summary>
    internal static string Wrapped(ISymbol symbol)
    {
        string line = Of(symbol);
        int open = line.IndexOf('(', StringComparison.Ordinal);
        if (line.Length <= LineLength || open < 0 || symbol is IFieldSymbol or INamedTypeSymbol { TypeKind: not TypeKind.Delegate })
        {
            return line;
        }
        System.Text.StringBuilder wrapped = new(line[..open]);
        int depth = 0;
        foreach (char letter in line[open..])
        {
            depth += letter is '(' or '<' or '[' ? 1 : letter is ')' or '>' or ']' ? -1 : 0;
            bool opens = letter == '(' && depth == 1;
            bool parts = letter == ',' && depth == 1;
            if (letter == ' ' && wrapped[^1] == ' ')
            {
                continue;
            }
            wrapped.Append(letter).Append(opens || parts ? "\n    " : "");
        }
        return wrapped.ToString();
    }

    private static string OfType(INamedTypeSymbol type)
    {
        string head = CSharp(type, Unconstrained);
        string constraints = CSharp(type, Members)[head.Length..];
        string[] bases = [.. Bases(type).Select(parent => CSharp(parent, Names))];
        string colon = bases.Length == 0 ? "" : $" : {string.Join(", ", bases)}";
        return $"{SyntaxFacts.GetText(type.DeclaredAccessibility)} {Modifier(type)}{head}{colon}{constraints}";
    }

    private static string Modifier(INamedTypeSymbol type) => type switch
    {
        { TypeKind: not TypeKind.Class } => "",
        { IsStatic: true } => "static ",
        { IsAbstract: true } => "abstract ",
        { IsSealed: true } => "sealed ",
        _ => "",
    };

    /// <summary>The base class and the interfaces that the type itself names; those that come with others are left out.</summary>
    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Class && type.BaseType is { SpecialType: SpecialType.None } parent)
        {
            yield return parent;
        }
        if (type.TypeKind == TypeKind.Enum && type.EnumUnderlyingType is { SpecialType: not SpecialType.System_Int32 } number)
        {
            yield return number;
        }
        foreach (INamedTypeSymbol face in type.Interfaces)
        {
            bool implied = type.Interfaces.Any(other => other.AllInterfaces.Contains(face, SymbolEqualityComparer.Default));
            if (!implied && !IsEqualityOfRecord(type, face))
            {
                yield return face;
            }
        }
    }

    private static bool IsEqualityOfRecord(INamedTypeSymbol type, INamedTypeSymbol face) =>
        face.Name == nameof(IEquatable<int>)
        && type.GetMembers(nameof(Equals)).Any(PublicApi.IsCompilerMade);

    /// <summary>The compiler prints values of enums without their types; as defaults of parameters they need them.</summary>
    private static string CSharp(ISymbol symbol, SymbolDisplayFormat format) => string.Concat(
        SymbolDisplay.ToDisplayParts(symbol, format).Select(part =>
            part is { Kind: SymbolDisplayPartKind.EnumMemberName, Symbol: IFieldSymbol value }
                && !SymbolEqualityComparer.Default.Equals(value, symbol)
                ? $"{Name(value.ContainingType)}.{value.Name}"
                : part.ToString()));
}
