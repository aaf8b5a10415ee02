using TorchSharp.Tests.Distributions;
using static TorchSharp.torch;
using static TorchSharp.torch.distributions;

namespace TorchSharp.Tests.Interop.Distributions;

/// <summary>What TorchSharp itself, 0.99.6 or 0.107, has otherwise than PyTorch or not at all: here it is PyTorch's.</summary>
[TestFixture]
internal sealed class DistributionDifferenceTests
{
    private static IEnumerable<TestCaseData> Differing => DistributionCase.Entries
        .Where(pair => KnownDifferences.Contains(pair.Case, pair.Entry))
        .Select(pair => new TestCaseData(pair.Case, pair.Entry));

    private static IEnumerable<string> Shaped => DistributionCase.Names.Where(name => KnownDifferences.Contains(name, KnownDifferences.Shape));

    private static IEnumerable<string> WithMoments => DistributionCase.Names
        .Where(name => DistributionSampleTests.HasMoments(name) && DistributionSampleTests.MomentsDiffer(name));

    private static IEnumerable<string> WithCdf => DistributionCase.Names
        .Where(name => DistributionSampleTests.HasCdf(name) && DistributionSampleTests.CdfDiffers(name));

    [TestCaseSource(nameof(Differing))]
    public void Member_OfADistribution_MatchesPyTorch(string name, string entry)
    {
        using DisposeScope scope = NewDisposeScope();
        using DistributionCase known = new(name);
        known.AssertEntry(entry);
    }

    [TestCaseSource(nameof(Shaped))]
    public void Shapes_OfADistribution_MatchPyTorch(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using DistributionCase known = new(name);
        known.AssertShapes();
    }

    [TestCaseSource(nameof(WithMoments))]
    public void Sample_OfADistribution_HasItsMeanAndVariance(string name) => DistributionSampleTests.AssertMoments(name);

    [TestCaseSource(nameof(WithCdf))]
    public void Sample_ThroughTheDistributionFunction_IsUniform(string name) => DistributionSampleTests.AssertUniform(name);

    [Test]
    public void Sample_SameSeed_SameDraws() =>
        DistributionSampleTests.AssertRepeatable(DistributionCase.Names.Where(name => KnownDifferences.Contains(name, KnownDifferences.Shape)));

    [Test]
    public void Members_WithoutAValue_AreNotFinite()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor one = tensor(1.0);
        using Distribution cauchy = Cauchy(one, one);
        using Distribution half = HalfCauchy(one);
        using Distribution uniform = Uniform(one, one + 1);
        Assert.That(cauchy.variance.item<double>(), Is.EqualTo(double.PositiveInfinity));
        Assert.That(half.mean.item<double>(), Is.EqualTo(double.PositiveInfinity));
        Assert.That(uniform.mode.item<double>(), Is.NaN);
    }
}
