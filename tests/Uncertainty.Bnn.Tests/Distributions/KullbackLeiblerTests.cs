using TorchSharp;
using Uncertainty.Bnn.Distributions;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Distributions;

[TestFixture]
internal sealed class KullbackLeiblerTests
{
    private const int Draws = 100_000;

    private static readonly Dictionary<string, (Func<Distribution> Q, Func<Distribution> P)> Known = new()
    {
        ["Normal"] = (() => new Normal(D(0.3, 1), D(0.5, 2)), () => new Normal(D(0, -1), D(1, 0.9))),
        ["LogNormal"] = (() => new LogNormal(D(0.3, 1), D(0.5, 2)), () => new LogNormal(D(0, -1), D(1, 0.9))),
        ["HalfNormal"] = (() => new HalfNormal(D(0.5, 2)), () => new HalfNormal(D(1, 0.9))),
        ["Laplace"] = (() => new Laplace(D(0.3, 1), D(0.5, 2)), () => new Laplace(D(0, -1), D(1, 0.9))),
        ["Cauchy"] = (() => new Cauchy(D(0.3, 1), D(0.5, 2)), () => new Cauchy(D(0, -1), D(1, 0.9))),
        ["Gumbel"] = (() => new Gumbel(D(0.3, 1), D(0.5, 0.8)), () => new Gumbel(D(0, -1), D(1, 0.9))),
        ["Exponential"] = (() => new Exponential(D(0.5, 2)), () => new Exponential(D(1, 0.9))),
        ["Gamma"] = (() => new Gamma(D(0.7, 3), D(0.5, 2)), () => new Gamma(D(1.5, 2), D(1, 0.9))),
        ["Beta"] = (() => new Beta(D(0.7, 3), D(0.5, 2)), () => new Beta(D(1.5, 2), D(1, 0.9))),
        ["Uniform"] = (() => new Uniform(D(0, 1), D(1, 2)), () => new Uniform(D(-1, 0), D(1.5, 7))),
        ["Bernoulli"] = (
            () => Bernoulli.FromProbabilities(D(0.3, 0.9)), () => Bernoulli.FromLogits(D(1, -0.5))),
        ["Categorical"] = (
            () => Categorical.FromLogits(tensor(new[,] { { 0.1, 1, -1 }, { 2, 0, 0.5 } })),
            () => Categorical.FromProbabilities(tensor(new[] { 0.2, 0.3, 0.5 }))),
        ["Poisson"] = (() => new Poisson(D(0.5, 4)), () => new Poisson(D(1, 2.9))),
        ["Geometric"] = (() => new Geometric(D(0.3, 0.9)), () => new Geometric(D(0.5, 0.2))),
        ["Dirichlet"] = (
            () => new Dirichlet(tensor(new[,] { { 0.7, 2, 1 }, { 3, 4, 0.5 } })), () => new Dirichlet(tensor(new[] { 1, 1.5, 2.5 }))),
        ["MultivariateNormal"] = (
            () => MultivariateNormal.FromCovariance(tensor(new[,] { { 0.3, 1 }, { 0, 0.2 } }), tensor(new[,] { { 2, 0.6 }, { 0.6, 0.5 } })),
            () => MultivariateNormal.FromCovariance(tensor(new[] { 0.0, 0.5 }), tensor(new[,] { { 1, -0.2 }, { -0.2, 1 } }))),
        ["Transformed"] = (
            () => new TransformedDistribution(new Normal(D(0.3, 1), D(0.5, 0.6)), new TanhBijector()),
            () => new TransformedDistribution(new Normal(D(0, -1), D(1, 0.9)), new TanhBijector())),
        ["TransformedOther"] = (
            () => new TransformedDistribution(new Laplace(D(0.3, 1), D(0.5, 0.6)), new ExpBijector()),
            () => new TransformedDistribution(new Normal(D(0, -1), D(1, 0.9)), new ExpBijector())),
        ["Uniform‖Normal"] = (() => new Uniform(D(0, 1), D(1, 2)), () => new Normal(D(0, -1), D(1, 0.9))),
        ["Laplace‖Normal"] = (() => new Laplace(D(0.3, 1), D(0.5, 2)), () => new Normal(D(0, -1), D(1, 0.9))),
        ["Logistic‖Normal"] = (() => new Logistic(D(0.3, 1), D(0.5, 2)), () => new Normal(D(0, -1), D(1, 0.9))),
        ["Gumbel‖Normal"] = (() => new Gumbel(D(0.3, 1), D(0.5, 2)), () => new Normal(D(0, -1), D(1, 0.9))),
        ["Exponential‖Normal"] = (() => new Exponential(D(0.5, 2)), () => new Normal(D(0, -1), D(1, 0.9))),
        ["Gamma‖Normal"] = (() => new Gamma(D(0.7, 3), D(0.5, 2)), () => new Normal(D(0, -1), D(1, 0.9))),
        ["Beta‖Normal"] = (() => new Beta(D(0.7, 3), D(0.5, 2)), () => new Normal(D(0, -1), D(1, 0.9))),
        ["HalfNormal‖Normal"] = (() => new HalfNormal(D(0.5, 2)), () => new Normal(D(0, -1), D(1, 0.9))),
        ["LogNormal‖Normal"] = (() => new LogNormal(D(0.3, 0), D(0.3, 0.4)), () => new Normal(D(0, -1), D(1, 0.9))),
        ["Gamma‖Exponential"] = (() => new Gamma(D(0.7, 3), D(0.5, 2)), () => new Exponential(D(1, 0.9))),
        ["Beta‖Exponential"] = (() => new Beta(D(0.7, 3), D(0.5, 2)), () => new Exponential(D(1, 0.9))),
        ["HalfNormal‖Exponential"] = (() => new HalfNormal(D(0.5, 2)), () => new Exponential(D(1, 0.9))),
        ["LogNormal‖Exponential"] = (() => new LogNormal(D(0.3, 0), D(0.3, 0.4)), () => new Exponential(D(1, 0.9))),
        ["Exponential‖Gamma"] = (() => new Exponential(D(0.5, 2)), () => new Gamma(D(0.7, 3), D(1, 0.9))),
        ["LogNormal‖Gamma"] = (() => new LogNormal(D(0.3, 0), D(0.3, 0.4)), () => new Gamma(D(0.7, 3), D(1, 0.9))),
        ["Beta‖Gamma"] = (() => new Beta(D(0.7, 3), D(0.5, 2)), () => new Gamma(D(0.7, 3), D(1, 0.9))),
        ["Beta‖Uniform"] = (() => new Beta(D(0.7, 3), D(0.5, 2)), () => new Uniform(D(-1, 0), D(1.5, 7))),
        ["Normal‖Laplace"] = (() => new Normal(D(0.3, 1), D(0.5, 2)), () => new Laplace(D(0, -1), D(1, 0.9))),
        ["Normal‖Gumbel"] = (() => new Normal(D(0.3, 1), D(0.5, 0.6)), () => new Gumbel(D(0, -1), D(1, 0.9))),
        ["Bernoulli‖Poisson"] = (() => Bernoulli.FromProbabilities(D(0.3, 0.9)), () => new Poisson(D(1, 2.9))),
    };

    private static IEnumerable<string> Names => Known.Keys;

    [TestCaseSource(nameof(Names))]
    public void Divergence_IsTheMeanLogarithmOverDraws(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using Distribution q = Known[name].Q();
        using Distribution p = Known[name].P();
        Tensor divergence = KullbackLeibler.Divergence(q, p);
        Assert.That(divergence.shape, Is.EqualTo(new long[] { 2 }));
        Assert.That(Values.Of(divergence), Has.All.Positive);
        Tensor x = q.Sample([Draws], seed: 21);
        Tensor ratio = q.LogProbability(x) - p.LogProbability(x);

        // Standard error σ/√n from the draws themselves; about eighty comparisons, so 4.5 of it.
        Tensor difference = (ratio.mean([0L]) - divergence) / ((ratio.std(0L) / Math.Sqrt(Draws)) + 1e-12);
        Assert.That(Values.Of(difference), Has.All.InRange(-4.5, 4.5));
    }

    [TestCaseSource(nameof(Names))]
    public void Divergence_OfADistributionFromItself_IsZero(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using Distribution q = Known[name].Q();
        using Distribution same = Known[name].Q();
        if (q is Logistic)
        {
            Assert.That(() => KullbackLeibler.Divergence(q, same), Throws.ArgumentException);
            return;
        }

        Assert.That(Values.Of(KullbackLeibler.Divergence(q, same)), Has.All.EqualTo(0).Within(1e-12));
    }

    [TestCaseSource(nameof(Names))]
    public void Divergence_LeavesNothingBehind(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using Distribution q = Known[name].Q();
        using Distribution p = Known[name].P();
        Leaks.AssertNone(() =>
        {
            KullbackLeibler.Divergence(q, p).Dispose();
            if (q is IHasEntropy)
            {
                KullbackLeibler.CrossEntropy(q, p).Dispose();
            }
        });
    }

    [Test]
    public void Divergence_PosteriorAgainstPrior_IsNotItsReverse()
    {
        using DisposeScope scope = NewDisposeScope();
        using Normal q = new(tensor(0.3), tensor(0.2));
        using Normal p = new(tensor(0.0), tensor(0.1));

        // ln(0.1/0.2) + (0.04 + 0.09)/(2 · 0.01) − 0.5, and ln 2 + (0.01 + 0.09)/0.08 − 0.5.
        Assert.That(KullbackLeibler.Divergence(q, p).item<double>(), Is.EqualTo(5.306853).Within(5e-7));
        Assert.That(KullbackLeibler.Divergence(p, q).item<double>(), Is.EqualTo(1.443147).Within(5e-7));
    }

    [Test]
    public void Divergence_ValuesThatPHasNot_IsInfinite()
    {
        using DisposeScope scope = NewDisposeScope();
        using Uniform q = new(D(0, 1), D(1, 2));
        using Uniform p = new(tensor(0.5), tensor(3.0));
        double[] expected = [double.PositiveInfinity, Math.Log(2.5)];
        Assert.That(Values.Of(KullbackLeibler.Divergence(q, p)), Is.EqualTo(expected).Within(1e-14));
        using Beta beta = new(tensor(2.0), tensor(2.0));
        Assert.That(Values.Of(KullbackLeibler.Divergence(beta, q)), Has.Some.EqualTo(double.PositiveInfinity));
        using Bernoulli sure = Bernoulli.FromProbabilities(D(0, 1));
        using Bernoulli half = Bernoulli.FromProbabilities(tensor(0.5));
        Assert.That(Values.Of(KullbackLeibler.Divergence(sure, half)), Has.All.EqualTo(Math.Log(2)).Within(1e-15));
        Assert.That(Values.Of(KullbackLeibler.Divergence(half, sure)), Has.All.EqualTo(double.PositiveInfinity));
    }

    [Test]
    public void Divergence_Gradients_AreDifferences()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor location = tensor(0.3, requires_grad: true);
        Tensor scale = tensor(0.2, requires_grad: true);
        using Normal q = new(location, scale);
        using Normal p = new(tensor(0.0), tensor(0.1));
        IList<Tensor> gradients = autograd.grad([KullbackLeibler.Divergence(q, p)], [location, scale]);

        // μ/σ_p² and σ/σ_p² − 1/σ.
        Assert.That(gradients[0].item<double>(), Is.EqualTo(30).Within(1e-10));
        Assert.That(gradients[1].item<double>(), Is.EqualTo(15).Within(1e-10));
    }

    [Test]
    public void Divergence_PairsWithoutAForm_ThrowWithBothNames()
    {
        using DisposeScope scope = NewDisposeScope();
        using Logistic logistic = new(tensor(0.0), tensor(1.0));
        using Gamma gamma = new(tensor(1.0), tensor(1.0));
        using StudentT student = new(tensor(3.0), tensor(0.0), tensor(1.0));
        using Normal normal = new(D(0, 1), D(1, 1));
        using Mixture mixture = Mixture.Of(D(0.5, 0.5), normal);
        foreach ((Distribution q, Distribution p) in new (Distribution, Distribution)[]
        {
            (logistic, gamma), (logistic, logistic), (student, student), (student, normal), (mixture, normal), (normal, mixture),
            (gamma, logistic),
        })
        {
            Assert.That(
                () => KullbackLeibler.Divergence(q, p),
                Throws.ArgumentException.With.Property("ParamName").EqualTo("p")
                    .And.Message.Contains($"KL({q.GetType().Name} ‖ {p.GetType().Name})"));
        }

        Assert.That(
            () => KullbackLeibler.CrossEntropy(mixture, normal),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("q").And.Message.Contains("Mixture"));
        using TransformedDistribution exp = new(logistic, new ExpBijector());
        using TransformedDistribution tanh = new(logistic, new TanhBijector());
        Assert.That(() => KullbackLeibler.Divergence(exp, tanh), Throws.ArgumentException);
    }

    [Test]
    public void Divergence_BatchesTypesAndShapesThatDoNotFit_Throw()
    {
        using DisposeScope scope = NewDisposeScope();
        using Normal two = new(D(0, 1), D(1, 1));
        using Normal three = new(zeros(3, dtype: ScalarType.Float64), tensor(1.0));
        using Normal column = new(zeros(3, 1, dtype: ScalarType.Float64), tensor(1.0));
        using Normal single = new(zeros(2), ones(2));
        using MultivariateNormal joint = MultivariateNormal.FromCovariance(D(0, 1), eye(2, dtype: ScalarType.Float64));
        using Categorical few = Categorical.FromProbabilities(D(0.5, 0.5));
        using Categorical many = Categorical.FromProbabilities(tensor(new[] { 0.2, 0.3, 0.5 }));
        (Distribution, Distribution)[] unfit = [(two, three), (two, single), (two, joint), (few, many)];
        foreach ((Distribution q, Distribution p) in unfit)
        {
            Assert.That(() => KullbackLeibler.Divergence(q, p), Throws.ArgumentException.With.Property("ParamName").EqualTo("p"));
        }

        Assert.That(() => KullbackLeibler.Divergence(null!, two), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("q"));
        Assert.That(KullbackLeibler.Divergence(two, column).shape, Is.EqualTo(new long[] { 3, 2 }));
    }

    private static Tensor D(double first, double second) => tensor(new[] { first, second });
}
