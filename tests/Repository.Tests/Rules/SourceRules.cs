using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Repository.Tests.Rules;

/// <summary>The house rules that code under src follows.</summary>
internal static class SourceRules
{
    private const int LongestFile = 400;
    private static readonly string[] Unfinished = ["TODO", "FIXME", "HACK", "XXX"];

    /// <summary>What in a file is against the rules, each with its line.</summary>
    /// <param name="name">The file's name, with .cs; its folders may stand before it.</param>
    /// <param name="code">Its text.</param>
    internal static IEnumerable<string> Violations(string name, string code)
    {
        CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(code).GetCompilationUnitRoot();
        return Length(code)
            .Concat(Types(name, root))
            .Concat(root.DescendantNodes(descendIntoTrivia: false).SelectMany(Nodes))
            .Concat(root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.AsyncKeyword)).Select(token => At(token.GetLocation(), "async")))
            .Concat(root.DescendantTrivia(descendIntoTrivia: true).SelectMany(Trivia))
            .Select(violation => $"{name}{violation}");
    }

    private static IEnumerable<string> Length(string code)
    {
        int lines = code.AsSpan().Count('\n');
        return lines > LongestFile ? [$": {lines} lines; {LongestFile} are the limit"] : [];
    }

    /// <summary>One public type a file, which is named after it; a part of it may have a second name.</summary>
    private static IEnumerable<string> Types(string name, CompilationUnitSyntax root)
    {
        string[] types =
        [
            .. root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
                .OfType<MemberDeclarationSyntax>()
                .Where(type => type.Modifiers.Any(SyntaxKind.PublicKeyword))
                .Select(TypeName),
        ];
        string expected = Path.GetFileName(name).Split('.')[0];
        return types.All(type => type == expected) && types.Length <= 1 ? [] : [$": holds the public {string.Join(", ", types)}"];
    }

    private static string TypeName(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        _ => member.ToString(),
    };

    private static IEnumerable<string> Nodes(SyntaxNode node)
    {
        string? unwanted = node switch
        {
            IdentifierNameSyntax { IsVar: true, Parent: not MemberAccessExpressionSyntax } => "var",
            AwaitExpressionSyntax => "await",
            NamespaceDeclarationSyntax => "a namespace in braces",
            _ => null,
        };
        if (unwanted is not null)
        {
            yield return At(node.GetLocation(), unwanted);
        }
        foreach (BannedMember banned in BannedMember.All.Where(banned => banned.IsNamedBy(node)))
        {
            yield return At(node.GetLocation(), banned.ToString());
        }
    }

    private static IEnumerable<string> Trivia(SyntaxTrivia trivia)
    {
        if (trivia.IsKind(SyntaxKind.RegionDirectiveTrivia))
        {
            yield return At(trivia.GetLocation(), "#region");
        }
        if (trivia.GetStructure() is PragmaWarningDirectiveTriviaSyntax pragma && pragma.ErrorCodes.Any(code => code.ToString() == "RS0030"))
        {
            yield return At(trivia.GetLocation(), "banned symbols allowed");
        }
        if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
        {
            foreach (string word in Unfinished.Where(word => trivia.ToString().Contains(word, StringComparison.Ordinal)))
            {
                yield return At(trivia.GetLocation(), word);
            }
        }
    }

    private static string At(Location place, string what) => $"({place.GetLineSpan().StartLinePosition.Line + 1}): {what}";
}
