using Repository.Tests.Rules;

namespace Repository.Tests;

/// <summary>The code under src follows the house rules.</summary>
[TestFixture]
internal sealed class LibraryCodeTests
{
    [Test]
    public void Code_OfTheLibraries_FollowsTheRules()
    {
        string[] files = [.. RepositoryFiles.Code("src")];
        Assert.That(files, Has.Length.GreaterThan(100));
        Assert.That(files.SelectMany(file => SourceRules.Violations(RepositoryFiles.Name(file), File.ReadAllText(file))), Is.Empty);
    }
}
