using TorchSharp;
using Uncertainty.Bnn.Distributions;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Distributions;

/// <summary>What holds for every discrete family, by summing its probabilities.</summary>
[TestFixture]
internal sealed class DiscreteFamilyTests
{
    private static IEnumerable<TestCaseData> All => FamilyCase.DiscreteCases;

    [TestCaseSource(nameof(All))]
    public void Probabilities_Summed_GiveEveryMember(FamilyCase family)
    {
        using DisposeScope scope = NewDisposeScope();
        using ScalarDistribution distribution = family.New();
        long values = family.Name switch
        {
            "Categorical" => 3,
            "Geometric" => 200,
            "Poisson" => 80,
            _ => 2,
        };
        Tensor x = arange(values, dtype: ScalarType.Float64).unsqueeze(1);
        Tensor probability = distribution.Probability(x);
        Assert.That(Values.Of(probability.sum(0L)), Has.All.EqualTo(1).Within(1e-12));

        Tensor cdf = distribution.Cdf(x);
        Assert.That(Values.Of(cdf), Is.EqualTo(Values.Of(probability.cumsum(0))).Within(1e-12));
        Assert.That(Values.Of(distribution.Cdf(x + 0.7)), Is.EqualTo(Values.Of(cdf)), "between two values");
        Assert.That(Values.Of(distribution.Survival(x)), Is.EqualTo(Values.Of(1 - cdf)).Within(1e-12));
        Assert.That(Values.Of(distribution.LogCdf(x).exp()), Is.EqualTo(Values.Of(cdf)).Within(1e-12));
        Assert.That(Values.Of(distribution.LogSurvival(x).exp()), Is.EqualTo(Values.Of(1 - cdf)).Within(1e-12));
        Assert.That(Values.Of(distribution.Cdf(tensor(-0.5))), Has.All.Zero);
        Assert.That(Values.Of(distribution.Survival(tensor(-0.5))), Has.All.EqualTo(1));

        IHasMoments moments = (IHasMoments)distribution;
        Tensor mean = (x * probability).sum(0L);
        Assert.That(Values.Of(moments.Mean()), Is.EqualTo(Values.Of(mean)).Within(1e-12));
        Assert.That(Values.Of(moments.Variance()), Is.EqualTo(Values.Of((probability * (x - mean).square()).sum(0L))).Within(1e-10));
        Tensor entropy = -xlogy(probability, probability).sum(0L);
        Assert.That(Values.Of(((IHasEntropy)distribution).Entropy()), Is.EqualTo(Values.Of(entropy)).Within(1e-10));
        double[] best = [.. Enumerable.Range(0, 3).Select(member => (double)First(Values.Of(probability.select(1, member))))];
        Assert.That(Values.Of(((IHasMode)distribution).Mode()), Is.EqualTo(best));
    }

    [Test]
    public void Probability_OfWhatCannotBe_IsZero()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (string family in new[] { "Bernoulli", "Geometric", "Poisson" })
        {
            using ScalarDistribution distribution = FamilyCase.Of(family).New();
            foreach (double value in new[] { -1, 0.5 })
            {
                Assert.That(Values.Of(distribution.LogProbability(tensor(value))), Has.All.EqualTo(double.NegativeInfinity), family);
            }
        }
    }

    [Test]
    public void Poisson_EntropyOfLargeRates_GoesOnFromTheSum()
    {
        // At 255.9 by the sum, at 256 by the series; their difference is the slope, 1/(2λ).
        using DisposeScope scope = NewDisposeScope();
        using Poisson poisson = new(tensor(new[] { 255.99, 256 }));
        double[] entropy = Values.Of(poisson.Entropy());
        Assert.That((entropy[1] - entropy[0]) / 0.01, Is.EqualTo(0.5 / 256).Within(1e-5));
    }

    [Test]
    public void Categorical_ValuesThatAreNoClasses_Throw()
    {
        using DisposeScope scope = NewDisposeScope();
        using Categorical categorical = Categorical.FromProbabilities(tensor(new[] { 0.2, 0.3, 0.5 }));
        foreach (double value in new[] { -1, 3, 0.5 })
        {
            Assert.That(
                () => categorical.LogProbability(tensor(value)),
                Throws.ArgumentException.With.Property("ParamName").EqualTo("value").And.Message.Contains("[0, 2]"));
        }
    }

    [Test]
    public void Categorical_Draws_AreIntegersWithTheirShares()
    {
        using DisposeScope scope = NewDisposeScope();
        using Categorical categorical = Categorical.FromLogits(tensor(new[,] { { 0.0, 1, 2 }, { 3, 0, 0 } }));
        Tensor draws = categorical.Sample([200, 100], seed: 3);
        Assert.That(draws.dtype, Is.EqualTo(ScalarType.Int64));
        Assert.That(draws.shape, Is.EqualTo(new long[] { 200, 100, 2 }));
        Tensor shares = nn.functional.one_hot(draws, 3).to_type(ScalarType.Float64).mean([0L, 1]);

        // Standard error of a share of 20,000 draws: at most 0.0035.
        Assert.That(Values.Of(shares), Is.EqualTo(Values.Of(categorical.Probabilities)).Within(4 * 0.0035));
    }

    private static int First(double[] values) =>
        Enumerable.Range(0, values.Length).First(i => values[i] >= values.Max() - 1e-12);
}
