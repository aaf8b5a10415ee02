using TorchSharp;
using Uncertainty.Bnn.Distributions;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Distributions;

/// <summary>Distributions made from others.</summary>
[TestFixture]
internal sealed class ComposedTests
{
    private const int Draws = 40_000;

    [Test]
    public void Transformed_NormalThroughExp_IsLogNormal()
    {
        using DisposeScope scope = NewDisposeScope();
        FamilyCase family = FamilyCase.Of("LogNormal");
        using LogNormal known = (LogNormal)family.New();
        using Normal normal = new(known.Location, known.Scale);
        using TransformedDistribution made = new(normal, new ExpBijector());
        AssertSame(made, known, tensor(new[] { -1, 0, 0.4, 1, 7 }).unsqueeze(1));
        Assert.That(Values.Of(made.Sample([5], seed: 1)), Is.EqualTo(Values.Of(known.Sample([5], seed: 1))).Within(1e-12));
    }

    [Test]
    public void Transformed_ByAFallingBijector_TurnsTheCdfRound()
    {
        using DisposeScope scope = NewDisposeScope();
        using Exponential exponential = new(tensor(1.0));
        using TransformedDistribution uniform = new(exponential, new ChainBijector(new AffineBijector(0, -1), new ExpBijector()));
        using Uniform known = new(tensor(0.0), tensor(1.0));
        AssertSame(uniform, known, tensor(new[] { -0.3, 0.1, 0.5, 0.9, 1.3 }));
        using Gumbel gumbel = new(tensor(0.5), tensor(1.5));
        using TransformedDistribution flat = new(gumbel, new GumbelCdfBijector(0.5, 1.5));
        AssertSame(flat, known, tensor(new[] { -0.3, 0.1, 0.5, 0.9, 1.3 }));
    }

    [Test]
    public void Transformed_Draws_FollowTheCdfAndCarryGradients()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor location = tensor(0.3, requires_grad: true);
        using Normal normal = new(location, tensor(0.8));
        using TransformedDistribution transformed = new(normal, new SigmoidBijector());
        Tensor draws = transformed.Sample([Draws], seed: 2);
        Assert.That(transformed.IsReparameterised && draws.requires_grad, Is.True);
        Tensor uniform = transformed.Cdf(draws.detach()).sort(0L).Values;
        Tensor expected = (arange(Draws, dtype: ScalarType.Float64) + 0.5) / Draws;

        // Kolmogorov–Smirnov: the distance times √n exceeds 2.2 with probability 1.3e-4.
        Assert.That((uniform - expected).abs().max().item<double>(), Is.LessThan(2.2 / Math.Sqrt(Draws)));
        IList<Tensor> gradients = autograd.grad([draws.sum()], [location]);
        Tensor slope = (draws * (1 - draws)).sum();
        Assert.That(gradients[0].item<double>(), Is.EqualTo(slope.item<double>()).Within(1e-8));
    }

    [Test]
    public void Transformed_BaseThatDoesNotFit_Throws()
    {
        using DisposeScope scope = NewDisposeScope();
        using Normal normal = new(tensor(0.0), tensor(1.0));
        using Poisson poisson = new(tensor(1.0));
        using Gamma gamma = new(tensor(2.0), tensor(1.0));
        Assert.That(
            () => new TransformedDistribution(normal, new PowerBijector(2)),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("bijector")
                .And.Message.Contains("Normal, (−∞, ∞); its domain is (0, ∞)"));
        Assert.That(
            () => new TransformedDistribution(poisson, new ExpBijector()),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("distribution").And.Message.Contains("Poisson"));
        Assert.That(() => new TransformedDistribution(normal, null!), Throws.ArgumentNullException);
        Assert.That(() => new TransformedDistribution(null!, new ExpBijector()), Throws.ArgumentNullException);
        using TransformedDistribution inverse = new(gamma, new PowerBijector(-1));
        using TransformedDistribution twice = new(inverse, new PowerBijector(-1));
        AssertSame(twice, gamma, tensor(new[] { -1, 0.2, 3 }));
    }

    [Test]
    public void Mixture_OfEqualComponents_IsTheComponent()
    {
        using DisposeScope scope = NewDisposeScope();
        using Normal components = new(tensor(new[] { 0.5, 0.5, 0.5 }), tensor(1.5));
        using Normal one = new(tensor(0.5), tensor(1.5));
        using Mixture mixture = Mixture.Of(tensor(new[] { 0.2, 0.5, 0.3 }), components);
        AssertSame(mixture, one, tensor(new[] { -3, 0.4, 2 }));
        Assert.That(mixture.Mean().item<double>(), Is.EqualTo(0.5).Within(1e-14));
        Assert.That(mixture.Variance().item<double>(), Is.EqualTo(2.25).Within(1e-14));
    }

    [Test]
    public void Mixture_OfTwoNormals_HasTheHandNumbers()
    {
        using DisposeScope scope = NewDisposeScope();
        using Normal components = new(tensor(new[] { 0.0, 4 }), tensor(new[] { 1.0, 2 }));
        using Mixture mixture = Mixture.Of(tensor(new[] { 0.25, 0.75 }), components);
        double density = (0.25 * Math.Exp(-0.5)) + (0.75 * Math.Exp(-9.0 / 8) / 2);
        Assert.That(mixture.LogProbability(tensor(1.0)).item<double>(), Is.EqualTo(Math.Log(density / Math.Sqrt(2 * Math.PI))).Within(1e-14));
        Assert.That(mixture.Mean().item<double>(), Is.EqualTo(3).Within(1e-14));
        Assert.That(mixture.Variance().item<double>(), Is.EqualTo((0.25 * 10) + (0.75 * 5)).Within(1e-14));
        Assert.That(mixture.Cdf(tensor(4.0)).item<double>(), Is.EqualTo((0.25 * 0.99996832875816688) + 0.375).Within(1e-14));
        Tensor draws = mixture.Sample([Draws], seed: 5);

        // Standard errors: 2.5/200 of the mean, and of the variance as the draws say, about 0.045.
        Assert.That(draws.mean().item<double>(), Is.EqualTo(3).Within(4 * 2.5 / 200));
        Assert.That((draws - 3).square().mean().item<double>(), Is.EqualTo(6.25).Within(4 * 0.045));
        Assert.That(mixture.IsReparameterised, Is.False);
    }

    [Test]
    public void Mixture_OfABatch_KeepsItsShapes()
    {
        using DisposeScope scope = NewDisposeScope();
        using Gamma components = new(tensor(new[,] { { 1.0, 2 }, { 3, 4 }, { 0.5, 6 } }), tensor(2.0));
        using Mixture mixture = Mixture.Of(tensor(new[] { 0.25, 0.75 }), components);
        Assert.That(mixture.BatchShape, Is.EqualTo(new long[] { 3 }));
        Assert.That(mixture.LogProbability(tensor(new[,] { { 0.3 }, { 1.1 } })).shape, Is.EqualTo(new long[] { 2, 3 }));
        Assert.That(mixture.Sample([4], seed: 1).shape, Is.EqualTo(new long[] { 4, 3 }));
        using Poisson counts = new(tensor(new[] { 1.0, 9 }));
        using Mixture discrete = Mixture.Of(tensor(new[] { 0.5, 0.5 }), counts);
        Tensor k = arange(60, dtype: ScalarType.Float64);
        Assert.That(discrete.Probability(k).sum().item<double>(), Is.EqualTo(1).Within(1e-12));
        Assert.That(discrete.IsDiscrete, Is.True);
    }

    [Test]
    public void Mixture_BadWeights_Throw()
    {
        using DisposeScope scope = NewDisposeScope();
        using Normal components = new(tensor(new[] { 0.0, 4 }), tensor(new[] { 1.0, 2 }));
        Tensor[] wrong =
        [
            tensor(new[] { 0.5, 0.6 }), tensor(new[] { 1.0 }), tensor(new[] { 0.2, 0.3, 0.5 }), tensor(new[] { 0.5f, 0.5f }),
            full([3, 2], 0.5, dtype: ScalarType.Float64),
        ];
        foreach (Tensor bad in wrong)
        {
            Assert.That(() => Mixture.Of(bad, components), Throws.ArgumentException.With.Property("ParamName").EqualTo("weights"));
        }

        Assert.That(() => Mixture.Of<Normal>(tensor(1.0), null!), Throws.ArgumentNullException);
    }

    [Test]
    public void Members_LeaveNothingBehind()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weights = tensor(new[] { 0.5, 0.5 });
        Tensor x = tensor(0.4);
        using Normal components = new(tensor(new[] { 0.0, 4 }), tensor(new[] { 1.0, 2 }));
        Leaks.AssertNone(() =>
        {
            using Mixture mixture = Mixture.Of(weights, components);
            using TransformedDistribution transformed = new(components, new SigmoidBijector());
            mixture.Mean().Dispose();
            mixture.Variance().Dispose();
            foreach (ScalarDistribution distribution in new ScalarDistribution[] { mixture, transformed })
            {
                distribution.LogProbability(x).Dispose();
                distribution.Cdf(x).Dispose();
                distribution.LogSurvival(x).Dispose();
                distribution.Sample([3], seed: 1).Dispose();
            }
        });
    }

    private static void AssertSame(ScalarDistribution got, ScalarDistribution expected, Tensor x)
    {
        Assert.That(Values.Of(got.LogProbability(x)), Is.EqualTo(Values.Of(expected.LogProbability(x))).Within(1e-12));
        Assert.That(Values.Of(got.Cdf(x)), Is.EqualTo(Values.Of(expected.Cdf(x))).Within(1e-12));
        Assert.That(Values.Of(got.Survival(x)), Is.EqualTo(Values.Of(expected.Survival(x))).Within(1e-12));
        Assert.That(Values.Of(got.LogCdf(x)), Is.EqualTo(Values.Of(expected.LogCdf(x))).Within(1e-11));
        Assert.That(Values.Of(got.LogSurvival(x)), Is.EqualTo(Values.Of(expected.LogSurvival(x))).Within(1e-11));
    }
}
