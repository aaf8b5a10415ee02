using static TorchSharp.torch;
using static TorchSharp.torch.distributions;

namespace TorchSharp.Tests.Distributions;

[TestFixture]
internal sealed class DistributionFactoryTests
{
    private DisposeScope _scope = null!;

    [SetUp]
    public void Open() => _scope = NewDisposeScope();

    [TearDown]
    public void Close() => _scope.Dispose();

    [Test]
    public void Factories_OfNumbers_AreScalarDistributions()
    {
        Distribution[] all =
        [
            Normal(0.0f, 2.0f), Normal(0.0, 2.0), Normal(0.0f), Laplace(1.0f, 2.0f), Laplace(1.0, 2.0), Poisson(3.0f), Poisson(3.0),
            Bernoulli(0.3f, null), Bernoulli(null, 0.3), Binomial(4, 0.3f, null), Binomial(4, null, 0.3),
        ];
        foreach (Distribution distribution in all)
        {
            Assert.That(distribution.batch_shape.Shape, Is.Empty);
            Assert.That(distribution.event_shape.Shape, Is.Empty);
            Assert.That(distribution.sample().shape, Is.Empty);
            Assert.That(distribution.sample(2, 3).shape, Is.EqualTo(new long[] { 2, 3 }));
        }
    }

    [Test]
    public void Normal_OfNumbers_HasTheirTypeAndMoments()
    {
        Distribution single = Normal(1.0f, 2.0f);
        Distribution wide = Normal(1.0, 2.0);
        Assert.That(single.sample(3).dtype, Is.EqualTo(ScalarType.Float32));
        Assert.That(wide.sample(3).dtype, Is.EqualTo(ScalarType.Float64));
        Assert.That((wide.mean.item<double>(), wide.stddev.item<double>(), wide.variance.item<double>()), Is.EqualTo((1.0, 2.0, 4.0)));
    }

    [Test]
    public void Categorical_OfANumberOfCategories_HasThemEquallyLikely()
    {
        Distribution categorical = Categorical(4);
        Tensor log = categorical.log_prob(arange(4));
        Assert.That(log.data<double>().ToArray(), Is.All.EqualTo(-Math.Log(4)).Within(1e-12));
        Tensor draws = categorical.sample(100);
        Assert.That(draws.dtype, Is.EqualTo(ScalarType.Int64));
        Assert.That(draws.min().item<long>(), Is.EqualTo(0));
        Assert.That(draws.max().item<long>(), Is.EqualTo(3));
    }

    [Test]
    public void Factories_OfBothOrNeither_Throw()
    {
        Tensor half = tensor(0.5);
        Assert.That(() => Bernoulli(half, half), Throws.ArgumentException);
        Assert.That(() => Bernoulli(), Throws.ArgumentException);
        Assert.That(() => Bernoulli(0.5, 0.5), Throws.ArgumentException);
        Assert.That(() => Binomial(3, null, (float?)null), Throws.ArgumentException);
    }

    [Test]
    public void Members_WithoutAValue_AreNotFinite()
    {
        Tensor one = tensor(new[] { 1.0 });
        Distribution cauchy = Cauchy(one, one);
        Distribution half = HalfCauchy(one);
        Distribution uniform = Uniform(one, one + 1);
        Distribution categorical = Categorical(probs: tensor(new[] { 0.5, 0.5 }));
        Assert.That(cauchy.mean.item<double>(), Is.NaN);
        Assert.That(categorical.mean.item<double>(), Is.NaN);
        Assert.That(uniform.log_prob(one * 3).item<double>(), Is.EqualTo(double.NegativeInfinity));
        Assert.That(half.log_prob(-one).item<double>(), Is.EqualTo(double.NegativeInfinity));
    }

    [Test]
    public void Cdf_OfADistributionWithoutOne_Throws()
    {
        Distribution bernoulli = Bernoulli(0.5, null);
        Tensor value = tensor(0.5);
        Assert.That(() => bernoulli.cdf(value), Throws.InstanceOf<NotImplementedException>());
        Assert.That(() => bernoulli.icdf(value), Throws.InstanceOf<NotImplementedException>());
        Assert.That(() => bernoulli.enumerate_support(), Throws.InstanceOf<NotImplementedException>());
    }

    [Test]
    public void Perplexity_IsExpOfTheEntropy()
    {
        Distribution categorical = Categorical(6);
        Assert.That(categorical.perplexity().item<double>(), Is.EqualTo(6).Within(1e-12));
    }

    [Test]
    public void Distribution_OfAUser_HasTheBasesMembers()
    {
        Coin coin = new(0.25);
        Assert.That(coin.stddev.item<double>(), Is.EqualTo(Math.Sqrt(0.1875)).Within(1e-12));
        Assert.That(coin.sample(4).shape, Is.EqualTo(new long[] { 4, 2 }));
        Assert.That(coin.sample(new Size(new long[] { 3 })).shape, Is.EqualTo(new long[] { 3, 2 }));
        Assert.That(coin.batch_shape.Length, Is.EqualTo(1));
        Assert.That(() => coin.cdf(coin.mean), Throws.InstanceOf<NotImplementedException>());
    }

    private sealed class Coin(double probability) : Distribution(null, [2])
    {
        public override Tensor mean => tensor(probability);

        public override Tensor variance => tensor(probability * (1 - probability));

        public override Tensor rsample(params long[] sample_shape) => full(ExtendedShape(sample_shape), probability);

        public override Tensor log_prob(Tensor value) => value.log();

        public override Tensor entropy() => zeros(2);

        public override Distribution expand(Size batch_shape, Distribution? instance = null) => new Coin(probability);
    }
}
