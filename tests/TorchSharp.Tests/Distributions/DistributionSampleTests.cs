using static TorchSharp.torch;
using static TorchSharp.torch.distributions;

namespace TorchSharp.Tests.Distributions;

/// <summary>
/// Draws against the moments and distribution functions that PyTorch gave. Each statement allows five standard errors of its
/// estimate from 20,000 draws; with the seeds fixed a run is right or wrong for good.
/// </summary>
[TestFixture]
internal sealed class DistributionSampleTests
{
    private const int Draws = 20_000;
    private const double Errors = 5;

    private static IEnumerable<string> WithMoments => DistributionCase.Names.Where(name => HasMoments(name) && !MomentsDiffer(name));

    private static IEnumerable<string> WithCdf => DistributionCase.Names.Where(name => HasCdf(name) && !CdfDiffers(name));

    [TestCaseSource(nameof(WithMoments))]
    public void Sample_OfADistribution_HasItsMeanAndVariance(string name) => AssertMoments(name);

    [TestCaseSource(nameof(WithCdf))]
    public void Sample_ThroughTheDistributionFunction_IsUniform(string name) => AssertUniform(name);

    [Test]
    public void Sample_SameSeed_SameDraws() =>
        AssertRepeatable(DistributionCase.Names.Where(name => !KnownDifferences.Contains(name, KnownDifferences.Shape)));

    [Test]
    public void Sample_OwnGenerator_LeavesTheGlobalOneAlone()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] draws = [.. Enumerable.Range(0, 2).Select(_ => Normal(0.0, 1.0, new Generator(5)).sample(8))];
        Assert.That(draws[0].equal(draws[1]).all().item<bool>(), Is.True);

        manual_seed(4);
        double untouched = rand(1).item<float>();
        manual_seed(4);
        _ = Normal(0.0, 1.0, new Generator(5)).sample(8);
        Assert.That(rand(1).item<float>(), Is.EqualTo(untouched));
    }

    internal static void AssertRepeatable(IEnumerable<string> names)
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (string name in names)
        {
            using DistributionCase known = new(name);
            manual_seed(3);
            Tensor first = known.Distribution.sample(7);
            Tensor second = known.Distribution.sample(7);
            manual_seed(3);
            Tensor again = known.Distribution.sample(7);
            Assert.That(again.equal(first).all().item<bool>(), Is.True, name);
            Assert.That(second.equal(first).all().item<bool>(), Is.False, name);
        }
    }

    internal static bool HasMoments(string name) => DistributionCase.Has(name, "mean") && DistributionCase.Has(name, "variance");

    internal static bool MomentsDiffer(string name) =>
        KnownDifferences.Contains(name, KnownDifferences.Shape, KnownDifferences.Draws, "mean", "variance");

    internal static bool HasCdf(string name) => DistributionCase.Has(name, "cdf");

    internal static bool CdfDiffers(string name) =>
        KnownDifferences.Contains(name, KnownDifferences.Shape, KnownDifferences.Draws, "cdf");

    internal static void AssertUniform(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using DistributionCase known = new(name);
        manual_seed(12);
        Tensor levels = known.Distribution.cdf(known.Distribution.sample(Draws)).detach();
        Tensor error = full_like(levels[0], Math.Sqrt(1.0 / 12 / Draws));
        AssertWithin(name, levels.mean([0L]) - 0.5, error);

        // Of a uniform variable the squared distance from the middle has mean 1/12 and variance 1/180.
        Tensor squares = (levels - 0.5).pow(2);
        AssertWithin(name, squares.mean([0L]) - (1.0 / 12), full_like(levels[0], Math.Sqrt(1.0 / 180 / Draws)));
    }

    internal static void AssertMoments(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using DistributionCase known = new(name);
        manual_seed(11);
        Tensor draws = known.Distribution.sample(Draws).detach();
        Tensor variance = known.Get("variance");
        AssertWithin(name, draws.mean([0L]) - known.Get("mean"), (variance / Draws).sqrt());

        Tensor centred = draws - draws.mean([0L]);
        Tensor fourth = centred.pow(4).mean([0L]);
        Tensor spread = centred.pow(2).mean([0L]);
        AssertWithin(name, spread - variance, ((fourth - spread.pow(2)) / Draws).sqrt());
    }

    private static void AssertWithin(string name, Tensor difference, Tensor error)
    {
        double[] distances = difference.detach().flatten().data<double>().ToArray();
        double[] errors = error.detach().flatten().data<double>().ToArray();
        for (int i = 0; i < distances.Length; i++)
        {
            Assert.That(distances[i], Is.EqualTo(0).Within(Errors * errors[i]), $"{name}[{i}]");
        }
    }
}
