using TorchSharp;
using Uncertainty.Bnn.Distributions;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Distributions;

/// <summary>What holds for every continuous family, by integrating its density.</summary>
[TestFixture]
internal sealed class ContinuousFamilyTests
{
    private const int Steps = 40_001;

    private static IEnumerable<TestCaseData> Smooth => FamilyCase.SmoothCases;

    private static IEnumerable<TestCaseData> All => FamilyCase.ContinuousCases;

    private static IEnumerable<TestCaseData> WithInverse => FamilyCase.InverseCases;

    [TestCaseSource(nameof(Smooth))]
    public void Density_Integrated_IsOneAndTheEntropyItsMeanLogarithm(FamilyCase family)
    {
        using DisposeScope scope = NewDisposeScope();
        using ScalarDistribution distribution = family.New();
        (Tensor x, Tensor weight) = Grid(family);
        Tensor logDensity = distribution.LogProbability(x);
        Tensor density = logDensity.exp() * weight;
        Assert.That(Values.Of(density.sum(0L)), Has.All.EqualTo(1).Within(1e-5));
        Tensor entropy = -(density * logDensity.masked_fill(density.eq(0), 0)).sum(0L);
        Assert.That(Values.Of(((IHasEntropy)distribution).Entropy()), Is.EqualTo(Values.Of(entropy)).Within(1e-4));
    }

    [TestCaseSource(nameof(Smooth))]
    public void Moments_AreThoseOfTheDensity(FamilyCase family)
    {
        using DisposeScope scope = NewDisposeScope();
        using ScalarDistribution distribution = family.New();
        if (distribution is not IHasMoments moments)
        {
            Assert.That(family.Name, Is.EqualTo("Cauchy"));
            return;
        }

        (Tensor x, Tensor weight) = Grid(family);
        Tensor density = distribution.Probability(x) * weight;
        Tensor mean = moments.Mean();
        Assert.That(Values.Of(mean), Is.EqualTo(Values.Of((density * x).sum(0L))).Within(1e-4));
        Tensor variance = (density * (x - mean).square()).sum(0L);
        Assert.That(Values.Of(moments.Variance()), Is.EqualTo(Values.Of(variance)).Within(0.01).Percent);
    }

    [TestCaseSource(nameof(All))]
    public void Mode_IsWhereTheDensityIsGreatest(FamilyCase family)
    {
        using DisposeScope scope = NewDisposeScope();
        using ScalarDistribution distribution = family.New();
        if (distribution is not IHasMode withMode)
        {
            Assert.That(family.Name, Is.EqualTo("Uniform"));
            return;
        }

        Tensor mode = withMode.Mode();
        Tensor top = distribution.LogProbability(mode);
        foreach (double step in new[] { -0.5, -0.01, 0.01, 0.5 })
        {
            Assert.That(Values.Of(top - distribution.LogProbability(mode + step)), Has.All.Positive, $"{step}");
        }
    }

    [TestCaseSource(nameof(All))]
    public void Cdf_HasTheDensityAsSlope(FamilyCase family)
    {
        using DisposeScope scope = NewDisposeScope();
        using ScalarDistribution distribution = family.New();
        Tensor x = tensor(family.Points);
        Tensor slope = (distribution.Cdf(x + 1e-5) - distribution.Cdf(x - 1e-5)) / 2e-5;
        Assert.That(Values.Of(slope), Is.EqualTo(Values.Of(distribution.Probability(x))).Within(1e-6));
    }

    [TestCaseSource(nameof(All))]
    public void Cdf_AndItsKin_AgreeWithEachOther(FamilyCase family)
    {
        using DisposeScope scope = NewDisposeScope();
        using ScalarDistribution distribution = family.New();
        (Tensor x, _) = Grid(family, steps: 101);
        Tensor cdf = distribution.Cdf(x);
        Tensor survival = distribution.Survival(x);
        Assert.That(Values.Of(cdf + survival), Has.All.EqualTo(1).Within(1e-13));
        Assert.That(Values.Of(distribution.LogCdf(x).exp()), Is.EqualTo(Values.Of(cdf)).Within(1e-13));
        Assert.That(Values.Of(distribution.LogSurvival(x).exp()), Is.EqualTo(Values.Of(survival)).Within(1e-13));
        Assert.That(Values.Of(cdf[1..] - cdf[..^1]), Has.All.GreaterThanOrEqualTo(-1e-15), "rises");
    }

    [TestCaseSource(nameof(WithInverse))]
    public void InverseCdf_OfTheCdf_IsTheValue(FamilyCase family)
    {
        using DisposeScope scope = NewDisposeScope();
        using ScalarDistribution distribution = family.New();
        IHasInverseCdf inverse = (IHasInverseCdf)distribution;
        Tensor x = tensor(family.Points);
        Assert.That(Values.Of(inverse.InverseCdf(distribution.Cdf(x))), Is.EqualTo(family.Points).Within(1e-9));
        Tensor small = tensor(1e-12);
        Assert.That(Values.Of(distribution.Cdf(inverse.InverseCdf(small)) / small), Has.All.EqualTo(1).Within(1e-3));
        double[] ends = [.. Values.Of(inverse.InverseCdf(tensor(0))), .. Values.Of(inverse.InverseCdf(tensor(1)))];
        double[] expected = family.Name == "Uniform"
            ? [.. family.Parameters[0], .. family.Parameters[1]]
            : [.. Enumerable.Repeat(LowerEnd(family), 3), .. Enumerable.Repeat(double.PositiveInfinity, 3)];
        Assert.That(ends, Is.EqualTo(expected));
    }

    private static double LowerEnd(FamilyCase family) =>
        family.Name is "HalfNormal" or "LogNormal" or "Exponential" ? 0 : double.NegativeInfinity;

    /// <summary>[G, 1] points, close together where densities are high and far apart in the tails, and the width of each.</summary>
    private static (Tensor X, Tensor Weight) Grid(FamilyCase family, int steps = Steps)
    {
        switch (family.Name)
        {
            case "Beta":
                Tensor t = Line(-40, 40, steps);
                Tensor x = t.sigmoid();
                return (x, x * (1 - x) * (80.0 / (steps - 1)));
            case "HalfNormal" or "LogNormal" or "Exponential" or "Gamma":
                Tensor positive = Line(-60, 12, steps).exp();
                return (positive, positive * (72.0 / (steps - 1)));
            default:
                Tensor wide = Line(-30, 30, steps);
                return (wide.sinh(), wide.cosh() * (60.0 / (steps - 1)));
        }
    }

    private static Tensor Line(double first, double last, int steps) =>
        linspace(first, last, steps, dtype: ScalarType.Float64).unsqueeze(1);
}
