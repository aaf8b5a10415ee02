using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ApiReference;

/// <summary>Assemblies with their XML comments, as the compiler sees them.</summary>
internal sealed class ApiLibrary
{
    private readonly Dictionary<string, XElement> _comments = new(StringComparer.Ordinal);
    private readonly HashSet<IAssemblySymbol> _assemblies;

    /// <param name="compilation">What refers to the assemblies and to all that they need.</param>
    /// <param name="assemblies">The assemblies to describe.</param>
    /// <param name="comments">Their XML files.</param>
    internal ApiLibrary(Compilation compilation, IReadOnlyList<IAssemblySymbol> assemblies, IEnumerable<XDocument> comments)
    {
        Compilation = compilation;
        _assemblies = new HashSet<IAssemblySymbol>(assemblies, SymbolEqualityComparer.Default);
        foreach (XElement member in comments.SelectMany(file => file.Descendants("member")))
        {
            _comments[member.Attribute("name")!.Value] = member;
        }
        Types = [.. assemblies.SelectMany(PublicApi.Types)];
    }

    internal Compilation Compilation { get; }

    /// <summary>All public types, nested ones among them, in the order of the assemblies and of their names.</summary>
    internal IReadOnlyList<INamedTypeSymbol> Types { get; }

    /// <summary>Libraries that the running program refers to, with the XML files beside them.</summary>
    /// <exception cref="FileNotFoundException">One of them, or its XML file, is not there.</exception>
    internal static ApiLibrary OfThisProgram(IReadOnlyList<string> names)
    {
        string[] files = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        Dictionary<string, PortableExecutableReference> references = [];
        foreach (string file in files.Where(file => file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)))
        {
            references[Path.GetFileNameWithoutExtension(file)] = MetadataReference.CreateFromFile(file);
        }
        string? missing = names.FirstOrDefault(name => !references.ContainsKey(name));
        if (missing is not null)
        {
            throw new FileNotFoundException($"The program does not refer to {missing}.", missing + ".dll");
        }
        CSharpCompilation compilation = CSharpCompilation.Create("reference", references: references.Values);
        return new ApiLibrary(
            compilation,
            [.. names.Select(name => (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(references[name])!)],
            names.Select(name => XDocument.Load(Path.ChangeExtension(references[name].FilePath!, ".xml"))));
    }

    /// <summary>The XML comment of a member as it was written; null where there is none.</summary>
    internal XElement? Comment(ISymbol symbol) =>
        symbol.OriginalDefinition.GetDocumentationCommentId() is string id ? _comments.GetValueOrDefault(id) : null;

    /// <summary>What a cref means; null where it means nothing.</summary>
    internal ISymbol? Find(string cref) => DocumentationCommentId.GetFirstSymbolForDeclarationId(cref, Compilation);

    /// <summary>Whether one of the described assemblies defines it.</summary>
    internal bool Defines(ISymbol symbol) => symbol.ContainingAssembly is IAssemblySymbol assembly && _assemblies.Contains(assembly);
}
