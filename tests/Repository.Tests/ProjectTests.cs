using System.Xml.Linq;

namespace Repository.Tests;

/// <summary>What the libraries refer to: those below them and packages, and nothing else by themselves.</summary>
[TestFixture]
internal sealed class ProjectTests
{
    [Test]
    public void Libraries_AreTheFourOfTheReference()
    {
        Assert.That(RepositoryFiles.LibraryProjects.Select(file => Path.GetFileNameWithoutExtension(file)), Is.EquivalentTo(Libraries.Names));
    }

    [TestCaseSource(typeof(Libraries), nameof(Libraries.Names))]
    public void References_OfALibrary_GoDown(string library)
    {
        // The two at the top do not know each other.
        string[] below = [.. Libraries.Names.TakeWhile(name => name != library)];
        string[] allowed = library == "Uncertainty.ActiveLearning" ? [.. below.Except(["Uncertainty.Ood"])] : below;
        string[] referenced = [.. Items(library, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path))];
        Assert.That(referenced.Except(allowed), Is.Empty);
        // What is compiled knows no more than what is declared.
        Assert.That(
            Libraries.Library.Types.First(type => type.ContainingAssembly.Name == library).ContainingAssembly.Modules
                .SelectMany(module => module.ReferencedAssemblies)
                .Select(assembly => assembly.Name)
                .Where(Libraries.Names.Contains)
                .Except(allowed),
            Is.Empty);
    }

    [TestCaseSource(typeof(Libraries), nameof(Libraries.Names))]
    public void Project_OfALibrary_DoesNotNameCompat(string library)
    {
        Assert.That(File.ReadAllText(ProjectFile(library)), Does.Not.Contain("compat").IgnoreCase);
        Assert.That(Items(library, "PackageReference").Where(name => name is "TorchSharp" or "ScottPlot"), Is.Empty);
    }

    private static string ProjectFile(string library) =>
        RepositoryFiles.LibraryProjects.Single(file => Path.GetFileNameWithoutExtension(file) == library);

    private static IEnumerable<string> Items(string library, string kind) =>
        XDocument.Load(ProjectFile(library)).Descendants(kind).Select(item => item.Attribute("Include")!.Value.Replace('\\', '/'));
}
