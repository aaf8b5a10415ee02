namespace Repository.Tests;

[TestFixture]
internal sealed class SurfaceDifferenceTests
{
    [Test]
    public void Of_ChangedLists_NamesWhatCameAndWent()
    {
        Assert.That(SurfaceDifference.Of(["a", "b(int)", "d"], ["a", "b(long)", "c"]), Is.EqualTo(["- b(int)", "+ b(long)", "+ c", "- d"]));
    }

    [Test]
    public void Of_EqualLists_IsEmpty() => Assert.That(SurfaceDifference.Of(["a", "b"], ["a", "b"]), Is.Empty);
}
