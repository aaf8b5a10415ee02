using Uncertainty.Testing;

namespace Uncertainty.ActiveLearning.Tests.Reference;

[TestFixture]
internal sealed class ReferenceTests
{
    private static IEnumerable<TestCaseData> Dispatched =>
        ReferenceCases.All
            .Where(entry => entry.IsReference && ReferenceFunctions.Dispatch.ContainsKey(entry.Function))
            .Select(entry => new TestCaseData(entry).SetArgDisplayNames(entry.ToString()));

    [TestCaseSource(nameof(Dispatched))]
    public void Function_RecordedCase_GivesTheRecordedValue(ReferenceCase entry) =>
        entry.AssertMetBy(ReferenceFunctions.Dispatch[entry.Function](entry));

    [Test]
    public void Functions_OfAcquisition_AreDispatchedByOneOfTheTopics()
    {
        IEnumerable<string> recorded = ReferenceCases.All.Where(entry => entry.IsReference).Select(entry => entry.Function).Distinct()
            .Where(function => function.StartsWith("acquisition.", StringComparison.Ordinal));
        Assert.That(ReferenceFunctions.Dispatch.Keys, Is.EquivalentTo(recorded).And.Not.Empty);
    }
}
