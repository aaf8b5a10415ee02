using Uncertainty.Testing;

namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>Every C# block of the documentation stands, line by line, in a test, which compiles and runs it.</summary>
[TestFixture]
internal sealed class DocumentationTests
{
    private static IEnumerable<TestCaseData> Blocks() => DocumentationBlock.OfOthers
        .Select(block => new TestCaseData(block).SetName($"Block_{block.Page}_{block.Number}_IsCompiledAndRun"));

    [TestCaseSource(nameof(Blocks))]
    public void Block_IsCompiledAndRun(DocumentationBlock block) => Assert.That(block.IsInATest(), Is.True, block.Text);

    [Test]
    public void Blocks_AreFound()
    {
        Assert.That(Blocks().Count(), Is.GreaterThanOrEqualTo(5));
    }
}
