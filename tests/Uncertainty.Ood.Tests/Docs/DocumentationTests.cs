using Uncertainty.Testing;

namespace Uncertainty.Ood.Tests.Docs;

/// <summary>Every C# block of the pages docs/…/ood….md stands, line by line, in a test of this folder, which compiles and runs it.</summary>
[TestFixture]
internal sealed class DocumentationTests
{
    [Test]
    public void Blocks_AreCompiledAndRun()
    {
        Assert.That(DocumentationBlock.OfOod.Where(block => !block.IsInATest()).Select(block => block.Text), Is.Empty);
    }
}
