using System.Globalization;
using TorchSharp;
using Uncertainty.Bnn.Distributions;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Distributions;

/// <summary>Parameters that no distribution has.</summary>
[TestFixture]
internal sealed class ParameterTests
{
    private static readonly Func<Tensor, Distribution>[] WithScale =
    [
        bad => new Normal(zeros(2), bad), bad => new Laplace(zeros(2), bad), bad => new Logistic(zeros(2), bad),
        bad => new Gumbel(zeros(2), bad), bad => new Cauchy(zeros(2), bad), bad => new StudentT(ones(2), zeros(2), bad),
        bad => new LogNormal(zeros(2), bad), bad => new HalfNormal(bad),
    ];

    private static readonly Func<Tensor, Distribution>[] WithRate =
        [bad => new Exponential(bad), bad => new Gamma(ones(2), bad), bad => new Poisson(bad)];

    [Test]
    public void New_ParameterNotGreaterThanZero_ThrowsWithNameExpectedAndGot()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (float value in new[] { 0f, -1.5f })
        {
            Tensor bad = tensor(new[] { 1, value });
            AssertOutOfRange(WithScale, bad, "scale", value);
            AssertOutOfRange(WithRate, bad, "rate", value);
            AssertOutOfRange([b => new Gamma(b, ones(2)), b => new Dirichlet(b)], bad, "concentration", value);
            AssertOutOfRange([b => new Beta(b, ones(2))], bad, "concentration1", value);
            AssertOutOfRange([b => new Beta(ones(2), b)], bad, "concentration0", value);
            AssertOutOfRange([b => new StudentT(b, zeros(2), ones(2))], bad, "degreesOfFreedom", value);
        }
    }

    [Test]
    public void New_ParameterNotFinite_ThrowsWithName()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (float value in new[] { float.NaN, float.PositiveInfinity })
        {
            Tensor bad = tensor(new[] { 1, value });
            foreach (Func<Tensor, Distribution> make in WithScale)
            {
                Assert.That(
                    () => make(bad),
                    Throws.ArgumentException.With.Property("ParamName").EqualTo("scale").And.Message.Contains("finite"));
            }

            Assert.That(() => new Normal(bad, ones(2)), Throws.ArgumentException.With.Property("ParamName").EqualTo("location"));
            Assert.That(() => new Uniform(bad, ones(2)), Throws.ArgumentException.With.Property("ParamName").EqualTo("low"));
            Assert.That(() => Bernoulli.FromLogits(bad), Throws.ArgumentException.With.Property("ParamName").EqualTo("logits"));
            Assert.That(() => Categorical.FromLogits(bad), Throws.ArgumentException.With.Property("ParamName").EqualTo("logits"));
        }
    }

    [Test]
    public void New_ProbabilitiesOutOfRange_Throw()
    {
        using DisposeScope scope = NewDisposeScope();
        AssertOutOfRange([b => Bernoulli.FromProbabilities(b)], tensor(new[] { 0.5f, 1.5f }), "probabilities", 1.5f);
        AssertOutOfRange([b => Bernoulli.FromProbabilities(b)], tensor(new[] { 0.5f, -0.5f }), "probabilities", -0.5f);
        AssertOutOfRange([b => new Geometric(b)], tensor(new[] { 0.5f, 0 }), "probability", 0);
        AssertOutOfRange([b => new Geometric(b)], tensor(new[] { 0.5f, 2 }), "probability", 2);
        Assert.That(
            () => Categorical.FromProbabilities(tensor(new[] { 0.5, 0.6 })),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("probabilities"));
        Assert.That(
            () => Categorical.FromProbabilities(tensor(new[] { 1.5, -0.5 })),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("probabilities"));
        Assert.That(
            () => Categorical.FromProbabilities(tensor(1.0)), Throws.ArgumentException.With.Property("ParamName").EqualTo("probabilities"));
    }

    [Test]
    public void New_ShapesOrTypesThatDoNotFit_ThrowWithTheSecondsName()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.That(
            () => new Normal(zeros(2), ones(3)),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("scale").And.Message.Contains("[2]").And.Message.Contains("[3]"));
        Assert.That(
            () => new Normal(zeros(2), ones(2, dtype: ScalarType.Float64)),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("scale").And.Message.Contains("Float64"));
        Assert.That(
            () => new Normal(zeros(2, dtype: ScalarType.Int64), ones(2)),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("location"));
        Assert.That(
            () => new HalfNormal(ones(2, dtype: ScalarType.Float16)),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("scale").And.Message.Contains("Float16"));
        Assert.That(() => new Normal(zeros(0), ones(0)), Throws.ArgumentException.With.Property("ParamName").EqualTo("location"));
        Assert.That(() => new Normal(null!, ones(2)), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("location"));
        Assert.That(
            () => new Uniform(tensor(new[] { 0.0, 1 }), tensor(new[] { 1.0, 1 })),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("high").And.Message.Contains("greater than low"));
        Assert.That(() => new Dirichlet(ones(3, 1)), Throws.ArgumentException.With.Property("ParamName").EqualTo("concentration"));
    }

    [Test]
    public void New_ThatThrows_LeavesNothingBehind()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor zero = zeros(2);
        Tensor one = ones(2);
        Tensor three = ones(3);
        Tensor wrong = tensor(new[] { 0.5f, 0.6f });
        Leaks.AssertNone(() =>
        {
            Assert.That(() => new Normal(zero, zero), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => new Normal(zero, three), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => new Uniform(one, one), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => Categorical.FromProbabilities(wrong), Throws.InstanceOf<ArgumentException>());
        });
    }

    private static void AssertOutOfRange(Func<Tensor, Distribution>[] makers, Tensor bad, string name, float got)
    {
        foreach (Func<Tensor, Distribution> make in makers)
        {
            Assert.That(
                () => make(bad),
                Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(name)
                    .And.Message.Contains("must be").And.Message.Contains(got.ToString("G6", CultureInfo.InvariantCulture)));
        }
    }
}
