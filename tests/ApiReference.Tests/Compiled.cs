using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ApiReference.Tests;

/// <summary>Code as a compiled assembly with its XML comments, as the program reads them.</summary>
internal static class Compiled
{
    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    /// <summary>A library of one assembly, "Sample", made from C# in the namespace Sample.</summary>
    internal static ApiLibrary Library(string code)
    {
        SyntaxTree text = CSharpSyntaxTree.ParseText(
            "using System;\nusing System.Collections.Generic;\nnamespace Sample;\n" + code,
            new CSharpParseOptions(documentationMode: DocumentationMode.Parse));
        CSharpCompilation source = CSharpCompilation.Create(
            "Sample",
            [text],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using MemoryStream assembly = new();
        using MemoryStream comments = new();
        Assert.That(
            source.Emit(assembly, xmlDocumentationStream: comments).Diagnostics.Where(fault => fault.Severity == DiagnosticSeverity.Error),
            Is.Empty);
        comments.Position = 0;
        PortableExecutableReference reference = MetadataReference.CreateFromImage(assembly.ToArray());
        CSharpCompilation reader = CSharpCompilation.Create("reader", references: [.. References, reference]);
        return new ApiLibrary(reader, [(IAssemblySymbol)reader.GetAssemblyOrModuleSymbol(reference)!], [XDocument.Load(comments)]);
    }

    /// <summary>The type of that name.</summary>
    internal static INamedTypeSymbol Type(this ApiLibrary library, string name) => library.Types.Single(type => type.Name == name);

    /// <summary>The only visible member of that name.</summary>
    internal static ISymbol Member(this INamedTypeSymbol type, string name) => PublicApi.Members(type).Single(member => member.Name == name);
}
