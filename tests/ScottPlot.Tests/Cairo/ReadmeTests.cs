using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace ScottPlot.Tests.Cairo;

/// <summary>compat/README.md lists every public type and member of the assembly.</summary>
[TestFixture]
internal sealed partial class ReadmeTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Test]
    public void Readme_NamesEveryPublicTypeAndMember()
    {
        Dictionary<string, HashSet<string>> listed = [];
        foreach (Match row in Row().Matches(File.ReadAllText(Readme())))
        {
            listed[row.Groups["type"].Value] = [.. Name().Matches(row.Groups["members"].Value).Select(match => match.Value.Trim('`'))];
        }

        List<string> missing = [];
        foreach (Type type in typeof(Plot).Assembly.GetExportedTypes())
        {
            string name = type.FullName!["ScottPlot.".Length..];
            if (!listed.TryGetValue(name, out HashSet<string>? members))
            {
                missing.Add(name);
                continue;
            }

            string[] own = [.. type.GetMembers(Declared).Where(IsListed).Select(member => member.Name).Distinct()];
            missing.AddRange(own.Where(member => !members.Contains(member)).Select(member => $"{name}.{member}"));
            missing.AddRange(members.Except(own).Select(member => $"{name}.{member} is listed and not there"));
        }

        Assert.That(string.Join(", ", missing), Is.Empty);
    }

    /// <summary>Operators, accessors, the names of colours and what every object has go without saying.</summary>
    private static bool IsListed(MemberInfo member) => member switch
    {
        MethodInfo method => !method.IsSpecialName && method.Name is not ("Dispose" or "ToString" or "Equals" or "GetHashCode" or "GetType" or "Deconstruct"),
        PropertyInfo => member.DeclaringType != typeof(Colors),
        FieldInfo field => !field.IsSpecialName,
        _ => false,
    };

    private static string Readme([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "compat", "README.md");

    [GeneratedRegex("^\\| `(?<type>[A-Za-z.0-9]+)` \\|(?<members>[^|]*)\\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Name();
}
