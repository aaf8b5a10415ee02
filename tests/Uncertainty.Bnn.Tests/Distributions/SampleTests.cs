using TorchSharp;
using Uncertainty.Bnn.Distributions;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Distributions;

/// <summary>Draws of every family: their distribution, their seeds and their gradients.</summary>
[TestFixture]
internal sealed class SampleTests
{
    private const int Draws = 40_000;

    private static IEnumerable<TestCaseData> All => FamilyCase.AllCases;

    private static IEnumerable<TestCaseData> Continuous => FamilyCase.ContinuousCases;

    private static IEnumerable<TestCaseData> WithMoments => FamilyCase.MomentCases;

    private static IEnumerable<TestCaseData> FixedNoise => FamilyCase.FixedNoiseCases;

    [TestCaseSource(nameof(WithMoments))]
    public void Sample_HasTheMeanAndTheVariance(FamilyCase family)
    {
        using DisposeScope scope = NewDisposeScope();
        using ScalarDistribution distribution = family.New();
        IHasMoments moments = (IHasMoments)distribution;
        Tensor draws = distribution.Sample([Draws], seed: 5).to_type(ScalarType.Float64);
        Tensor mean = moments.Mean();
        Tensor variance = moments.Variance();
        Tensor squares = (draws - mean).square();

        // Standard error of a mean: σ/√n, with σ of the squares from the draws; six members, so 4.5 of them.
        AssertWithin(draws.mean([0L]) - mean, (variance / Draws).sqrt());
        AssertWithin(squares.mean([0L]) - variance, squares.std(0L) / Math.Sqrt(Draws));
    }

    [TestCaseSource(nameof(Continuous))]
    public void Sample_ThroughTheCdf_IsUniform(FamilyCase family)
    {
        using DisposeScope scope = NewDisposeScope();
        using ScalarDistribution distribution = family.New();
        Tensor uniform = distribution.Cdf(distribution.Sample([Draws], seed: 6)).sort(0L).Values;
        Tensor expected = (arange(Draws, dtype: ScalarType.Float64) + 0.5) / Draws;

        // Kolmogorov–Smirnov: the distance times √n exceeds 2.2 with probability 1.3e-4.
        Assert.That(Values.Of((uniform - expected.unsqueeze(1)).abs().amax([0L])), Has.All.LessThan(2.2 / Math.Sqrt(Draws)));
    }

    [TestCaseSource(nameof(All))]
    public void Sample_SameSeed_SameDrawsAndNoTraceInTheGlobalGenerator(FamilyCase family)
    {
        using DisposeScope scope = NewDisposeScope();
        using ScalarDistribution distribution = family.New();
        manual_seed(1);
        double[] expected = Values.Of(rand(3));
        manual_seed(1);
        double[] one = Values.Of(distribution.Sample([50], seed: 7));
        Assert.That(Values.Of(rand(3)), Is.EqualTo(expected), "global generator");
        Assert.That(Values.Of(distribution.Sample([50], seed: 7)), Is.EqualTo(one));
        Assert.That(Values.Of(distribution.Sample([50], seed: 8)), Is.Not.EqualTo(one));
        Assert.That(Values.Of(distribution.Sample([50], seed: -7)), Is.Not.EqualTo(one));
    }

    [TestCaseSource(nameof(All))]
    public void Sample_CarriesGradientsIfReparameterised(FamilyCase family)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] parameters = family.Tensors();
        foreach (Tensor leaf in parameters)
        {
            leaf.requires_grad = true;
        }

        using ScalarDistribution distribution = family.Make(parameters);
        Assert.That(distribution.IsReparameterised, Is.Not.EqualTo(distribution.IsDiscrete));
        Assert.That(distribution.Sample([2], seed: 0).requires_grad, Is.EqualTo(distribution.IsReparameterised));
        using (no_grad())
        {
            Assert.That(distribution.Sample([2], seed: 0).requires_grad, Is.False);
        }
    }

    [TestCaseSource(nameof(FixedNoise))]
    public void Sample_Gradients_AreDifferencesWithTheSameSeed(FamilyCase family)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] parameters = family.Tensors();
        foreach (Tensor leaf in parameters)
        {
            leaf.requires_grad = true;
        }

        using ScalarDistribution distribution = family.Make(parameters);
        Tensor draws = distribution.Sample([], seed: 9);
        IList<Tensor> gradients = autograd.grad([draws.sum()], parameters);
        const double Step = 1e-6;
        for (int p = 0; p < parameters.Length; p++)
        {
            for (int i = 0; i < 3; i++)
            {
                using ScalarDistribution above = family.Moved(p, i, Step);
                using ScalarDistribution below = family.Moved(p, i, -Step);
                double slope = (above.Sample([], seed: 9) - below.Sample([], seed: 9)).sum().item<double>() / (2 * Step);
                Assert.That(Values.Of(gradients[p])[i], Is.EqualTo(slope).Within(1e-6 * (1 + Math.Abs(slope))), $"parameter {p}");
            }
        }
    }

    [Test]
    public void Gamma_GradientsOfDraws_KeepTheCdf()
    {
        // A draw moves with a parameter so that P(X ≤ x) stays: dx/dθ = −(∂P/∂θ)/p(x).
        using DisposeScope scope = NewDisposeScope();
        FamilyCase family = FamilyCase.Of("Gamma");
        Tensor[] parameters = family.Tensors();
        foreach (Tensor leaf in parameters)
        {
            leaf.requires_grad = true;
        }

        using ScalarDistribution distribution = family.Make(parameters);
        Tensor draws = distribution.Sample([], seed: 10);
        IList<Tensor> gradients = autograd.grad([draws.sum()], parameters);
        Tensor x = draws.detach();
        double[] density = Values.Of(distribution.Probability(x));
        const double Step = 1e-5;
        for (int p = 0; p < parameters.Length; p++)
        {
            for (int i = 0; i < 3; i++)
            {
                using ScalarDistribution above = family.Moved(p, i, Step);
                using ScalarDistribution below = family.Moved(p, i, -Step);
                double slope = -(above.Cdf(x) - below.Cdf(x)).sum().item<double>() / (2 * Step) / density[i];

                // torch's kernel approximates this gradient to about three digits.
                Assert.That(Values.Of(gradients[p])[i], Is.EqualTo(slope).Within(2e-3 * (1 + Math.Abs(slope))), $"parameter {p}, {i}");
            }
        }
    }

    [Test]
    public void StudentT_GradientsOfTheMeanSquare_AreThoseOfTheVariance() => AssertMeanGradients(
        [12, 1.5],
        p => new StudentT(p[0], tensor(0.0), p[1]),
        draws => draws.square().mean(),
        [-2 * 1.5 * 1.5 / 100, 2 * 1.5 * 1.2]); // of s² ν/(ν − 2)

    [Test]
    public void Beta_GradientsOfTheMean_AreThoseOfTheShare() => AssertMeanGradients(
        [0.6, 2.4],
        p => new Beta(p[0], p[1]),
        draws => draws.mean(),
        [2.4 / 9, -0.6 / 9]); // of a/(a + b)

    [Test]
    public void Dirichlet_GradientsOfTheMean_AreThoseOfTheShare() => AssertMeanGradients(
        [1.5, 2, 0.5],
        p => new Dirichlet(stack(p)),
        draws => draws.select(1, 0).mean(),
        [2.5 / 16, -1.5 / 16, -1.5 / 16]); // of α₀/Σα

    [Test]
    public void Sample_InSingle_HasTheSameNoise()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (FamilyCase family in FamilyCase.FixedNoiseCases.Select(data => (FamilyCase)data.Arguments[0]!))
        {
            using ScalarDistribution wide = family.New();
            using ScalarDistribution narrow = family.New(ScalarType.Float32);
            double[] expected = Values.Of(wide.Sample([100], seed: 12));
            double[] got = Values.Of(narrow.Sample([100], seed: 12));
            Assert.That(expected.Zip(got, (a, b) => Math.Abs(a - b) / (1 + Math.Abs(a))).Max(), Is.LessThan(1e-5), family.Name);
        }
    }

    /// <summary>The mean of 40 gradients, each of 1,000 draws, lies within 4.5 standard errors of the truth, found from the 40.</summary>
    private static void AssertMeanGradients(
        double[] parameters, Func<Tensor[], Distribution> make, Func<Tensor, Tensor> statistic, double[] expected)
    {
        const int Repeats = 40;
        using DisposeScope scope = NewDisposeScope();
        Tensor[] leaves = [.. parameters.Select(value => tensor(value, requires_grad: true))];
        using Distribution distribution = make(leaves);
        double[][] gradients = [.. Enumerable.Range(0, Repeats).Select(repeat =>
            autograd.grad([statistic(distribution.Sample([1000], Seeds.Derive(11, repeat)))], leaves).SelectMany(Values.Of).ToArray())];
        for (int i = 0; i < expected.Length; i++)
        {
            double mean = gradients.Average(gradient => gradient[i]);
            double variance = gradients.Sum(gradient => Math.Pow(gradient[i] - mean, 2)) / (Repeats - 1);
            double error = Math.Sqrt(variance / Repeats);
            Assert.That(error, Is.LessThan(0.2 * Math.Abs(expected[i])), "the test can tell");
            Assert.That(mean, Is.EqualTo(expected[i]).Within(4.5 * error), $"parameter {i}");
        }
    }

    private static void AssertWithin(Tensor difference, Tensor standardError) =>
        Assert.That(Values.Of(difference / (standardError + 1e-12)), Has.All.InRange(-4.5, 4.5));
}
