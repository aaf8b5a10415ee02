using Uncertainty.Testing;

namespace Uncertainty.Evaluation.Tests;

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

    /// <summary>
    /// Those of detectors and of acquisition are the business of the libraries above, whose tests answer every one of them; some of acquisition are
    /// measures here too.
    /// </summary>
    [Test]
    public void Functions_OfAllFiles_AreDispatchedOrListedAsAbsent()
    {
        Assert.That(
            ReferenceCases.All.Select(entry => entry.Function).Distinct().Where(IsOfThisLibrary),
            Is.EquivalentTo(ReferenceFunctions.Dispatch.Keys.Where(IsOfThisLibrary)
                .Concat(Bnn.Tests.Reference.ReferenceFunctions.Dispatch.Keys)
                .Concat(Bnn.Tests.Reference.ReferenceFunctions.OfInternals)
                .Concat(AbsentFunctions.All)),
            "every recorded function is either dispatched or listed as absent, once, and nothing else is");
    }

    [Test]
    public void Functions_ThatAreDispatched_HaveARecordedReference()
    {
        IEnumerable<string> recorded = ReferenceCases.All.Where(entry => entry.IsReference).Select(entry => entry.Function).Distinct();
        Assert.That(ReferenceFunctions.Dispatch.Keys, Is.SubsetOf(recorded));
    }

    private static bool IsOfThisLibrary(string function) =>
        !function.StartsWith("ood.", StringComparison.Ordinal) && !function.StartsWith("acquisition.", StringComparison.Ordinal);
}
