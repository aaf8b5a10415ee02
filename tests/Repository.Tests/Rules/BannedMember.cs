using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Repository.Tests.Rules;

/// <summary>A line of eng/BannedSymbols.txt: what no library may name.</summary>
/// <param name="Kind">T for a type, P for a property, M for a method.</param>
/// <param name="Type">The type's name, without namespace.</param>
/// <param name="Member">The member's name; empty for a type, #ctor for a constructor.</param>
internal sealed record BannedMember(char Kind, string Type, string Member)
{
    /// <summary>The lines of the file, several overloads of a method as one.</summary>
    internal static BannedMember[] All { get; } =
    [
        .. File.ReadLines(Path.Combine(RepositoryFiles.Root, "eng", "BannedSymbols.txt"))
            .Where(line => line.Length > 0)
            .Select(Parse)
            .Distinct(),
    ];

    internal static BannedMember Parse(string line)
    {
        string[] names = line[2..].Split(';')[0].Split('(')[0].Split('.');
        return line[0] == 'T' ? new BannedMember('T', names[^1], "") : new BannedMember(line[0], names[^2], names[^1]);
    }

    /// <summary>Whether a piece of code names it, as far as names without types can say.</summary>
    internal bool IsNamedBy(SyntaxNode node) => node switch
    {
        IdentifierNameSyntax name when Kind == 'T' => name.Identifier.Text == Type && !IsMemberOfAnother(name),
        MemberAccessExpressionSyntax access when Kind != 'T' => access.Name.Identifier.Text == Member && LastName(access.Expression) == Type,
        ObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } } made => Member == "#ctor" && LastName(made.Type) == Type,
        _ => false,
    };

    public override string ToString() => Member.Length == 0 ? Type : $"{Type}.{Member}";

    private static bool IsMemberOfAnother(IdentifierNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access && access.Name == name && LastName(access.Expression) != "System";

    private static string LastName(SyntaxNode node) => node switch
    {
        SimpleNameSyntax name => name.Identifier.Text,
        MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
        QualifiedNameSyntax name => name.Right.Identifier.Text,
        _ => "",
    };
}
