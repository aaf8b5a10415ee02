using static TorchSharp.torch;

namespace TorchSharp.Tests.Distributions;

[TestFixture]
internal sealed class DistributionValueTests
{
    private static IEnumerable<TestCaseData> Agreed => DistributionCase.Entries
        .Where(pair => !KnownDifferences.Contains(pair.Case, pair.Entry))
        .Select(pair => new TestCaseData(pair.Case, pair.Entry));

    private static IEnumerable<string> Names => DistributionCase.Names.Where(name => !KnownDifferences.Contains(name, KnownDifferences.Shape));

    [TestCaseSource(nameof(Agreed))]
    public void Member_OfADistribution_MatchesPyTorch(string name, string entry)
    {
        using DisposeScope scope = NewDisposeScope();
        using DistributionCase known = new(name);
        known.AssertEntry(entry);
    }

    [TestCaseSource(nameof(Names))]
    public void Shapes_OfADistribution_MatchPyTorch(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using DistributionCase known = new(name);
        known.AssertShapes();
    }
}
