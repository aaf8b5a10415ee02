using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace TorchSharp.Tests.Interop;

/// <summary>compat/README.md lists every public type and member of the assembly.</summary>
[TestFixture]
internal sealed partial class ReadmeTests
{
    [Test]
    public void Readme_NamesEveryPublicTypeAndMember()
    {
        HashSet<string> listed = [.. Name().Matches(File.ReadAllText(Path())).SelectMany(match => match.Value.Trim('`').Split('.'))];
        List<string> missing = [];
        foreach (Type type in typeof(torch).Assembly.GetExportedTypes())
        {
            Require(Bare(type.Name), type.FullName!);
            foreach (MemberInfo member in type.GetMembers(
                BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            {
                if (IsListed(member))
                {
                    Require(member.Name, $"{type.FullName}.{member.Name}");
                }
            }
        }

        Assert.That(string.Join(", ", missing), Is.Empty);

        void Require(string name, string whole)
        {
            if (!listed.Contains(name))
            {
                missing.Add(whole);
            }
        }
    }

    /// <summary>Operators, accessors and what every object has go without saying.</summary>
    private static bool IsListed(MemberInfo member) => member switch
    {
        MethodInfo method => !method.IsSpecialName
            && method.GetCustomAttribute<CompilerGeneratedAttribute>() is null
            && method.Name is not ("Dispose" or "ToString" or "Equals" or "GetHashCode" or "GetType")
            && !method.Name.Contains('<', StringComparison.Ordinal),
        PropertyInfo property => property.GetIndexParameters().Length == 0,
        FieldInfo field => !field.IsSpecialName,
        _ => false,
    };

    private static string Bare(string name) => name.Split('`')[0];

    private static string Path([CallerFilePath] string here = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", "..", "..", "compat", "README.md");

    [GeneratedRegex("`[^`\\n]+`")]
    private static partial Regex Name();
}
