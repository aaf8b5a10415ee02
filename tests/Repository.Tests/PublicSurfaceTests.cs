using ApiReference;

namespace Repository.Tests;

/// <summary>What users can see of the libraries is what was reviewed: a list a library, which a change of the surface changes too.</summary>
[TestFixture]
internal sealed class PublicSurfaceTests
{
    private const string Renew = "UPDATE_PUBLIC_SURFACE";

    [TestCaseSource(typeof(Libraries), nameof(Libraries.Names))]
    public void PublicSurface_OfALibrary_IsTheReviewedOne(string library)
    {
        string file = Path.Combine(RepositoryFiles.Root, "tests", "Repository.Tests", "PublicSurface", library + ".txt");
        string[] actual = PublicSurface.Lines(Libraries.Library.Types.First(type => type.ContainingAssembly.Name == library).ContainingAssembly);
        if (Environment.GetEnvironmentVariable(Renew) == "1")
        {
            File.WriteAllText(file, string.Concat(actual.Select(line => line + "\n")));
        }
        Assert.That(SurfaceDifference.Of(File.ReadAllLines(file), actual), Is.Empty, $"""
            The public surface of {library} is not the reviewed one: + is new, - is gone.
            If that is meant, renew the list and look at its changes:
              {Renew}=1 dotnet test tests/Repository.Tests --filter Name~PublicSurface
            """);
    }
}
