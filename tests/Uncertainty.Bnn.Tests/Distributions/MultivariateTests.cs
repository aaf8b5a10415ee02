using TorchSharp;
using Uncertainty.Bnn.Distributions;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Distributions;

[TestFixture]
internal sealed class MultivariateTests
{
    private static readonly double[,] Covariance = { { 2, 0.6 }, { 0.6, 0.5 } };

    [Test]
    public void MultivariateNormal_DiagonalCovariance_IsTheProductOfNormals()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor means = tensor(new[,] { { 0.5, -1, 2 }, { 0, 1, 0.3 } });
        Tensor scales = tensor(new[] { 0.5, 1, 2 });
        using MultivariateNormal joint = MultivariateNormal.FromCholesky(means, diag(scales));
        using Normal single = new(means, scales);
        Tensor x = tensor(new[] { 0.1, 0.2, -0.3 });
        Assert.That(joint.BatchShape, Is.EqualTo(new long[] { 2 }));
        Assert.That(joint.EventShape, Is.EqualTo(new long[] { 3 }));
        Assert.That(Values.Of(joint.LogProbability(x)), Is.EqualTo(Values.Of(single.LogProbability(x).sum(1L))).Within(1e-13));
        Assert.That(Values.Of(joint.Entropy()), Is.EqualTo(Values.Of(single.Entropy().sum(1L))).Within(1e-13));
        Assert.That(Values.Of(joint.Variance()), Is.EqualTo(Values.Of(single.Variance())).Within(1e-14));
    }

    [Test]
    public void MultivariateNormal_Batches_AreTheSameOneByOne()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor factors = tensor(new[] { 1, 0, 0.5, 2, 0.3, 0, -1, 0.7, 2, 0, 0, 1 }).reshape(3, 1, 2, 2);
        Tensor means = arange(8, dtype: ScalarType.Float64).reshape(4, 2);
        using MultivariateNormal whole = MultivariateNormal.FromCholesky(means, factors);
        Assert.That(whole.BatchShape, Is.EqualTo(new long[] { 3, 4 }));
        Tensor x = (arange(5 * 12 * 2, dtype: ScalarType.Float64) * 0.37).sin().reshape(5, 3, 4, 2);
        Tensor result = whole.LogProbability(x);
        Assert.That(result.shape, Is.EqualTo(new long[] { 5, 3, 4 }));
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                using MultivariateNormal one = MultivariateNormal.FromCholesky(means[j], factors[i, 0]);
                double[] expected = Values.Of(one.LogProbability(x.select(1, i).select(1, j)));
                Assert.That(Values.Of(result.select(1, i).select(1, j)), Is.EqualTo(expected).Within(1e-11));
            }
        }

        // A batch of one member against values that have more.
        using MultivariateNormal column = MultivariateNormal.FromCholesky(means[..1], factors[..1, 0]);
        Tensor widened = column.LogProbability(x[0]);
        using MultivariateNormal first = MultivariateNormal.FromCholesky(means[0], factors[0, 0]);
        Assert.That(Values.Of(widened), Is.EqualTo(Values.Of(first.LogProbability(x[0]))).Within(1e-13));
    }

    [Test]
    public void MultivariateNormal_Draws_HaveTheMeanAndTheCovariance()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor covariance = tensor(Covariance);
        using MultivariateNormal normal = MultivariateNormal.FromCovariance(tensor(new[] { 1.0, -2 }), covariance);
        Assert.That(Values.Of(normal.Covariance()), Is.EqualTo(Values.Of(covariance)).Within(1e-14));
        Tensor draws = normal.Sample([40_000], seed: 3);
        Assert.That(draws.shape, Is.EqualTo(new long[] { 40_000, 2 }));
        Tensor centred = draws - normal.Mean();

        // Standard errors: σ/200 of a mean; of a covariance √((v₁v₂ + c²)/40,000), at most 0.014.
        Assert.That(Values.Of(centred.mean([0L])), Has.All.EqualTo(0).Within(4 * 1.42 / 200));
        Tensor empirical = centred.t().mm(centred) / 40_000;
        Assert.That(Values.Of(empirical), Is.EqualTo(Values.Of(covariance)).Within(4 * 0.0142));
    }

    [Test]
    public void MultivariateNormal_Gradients_ReachMeanAndCovariance()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor mean = tensor(new[] { 1.0, -2 }, requires_grad: true);
        Tensor covariance = tensor(Covariance).requires_grad_(true);
        using MultivariateNormal normal = MultivariateNormal.FromCovariance(mean, covariance);
        Tensor x = tensor(new[] { 0.3, -1.1 });
        IList<Tensor> gradients = autograd.grad([normal.LogProbability(x)], [mean, covariance]);

        // d/dμ = Σ⁻¹(x − μ); with Σ⁻¹ = [0.5, −0.6; −0.6, 2]/0.64 that is (−0.35 − 0.54, 0.42 + 1.8)/0.64.
        Assert.That(Values.Of(gradients[0]), Is.EqualTo(new[] { -0.89 / 0.64, 2.22 / 0.64 }).Within(1e-12));

        // d/dΣ = ½ (g gᵀ − Σ⁻¹), g the gradient above.
        double[] g = [-0.89 / 0.64, 2.22 / 0.64];
        double off = 0.5 * ((g[0] * g[1]) + (0.6 / 0.64));
        double[] expected = [0.5 * ((g[0] * g[0]) - (0.5 / 0.64)), off, off, 0.5 * ((g[1] * g[1]) - (2 / 0.64))];
        Assert.That(Values.Of(gradients[1]), Is.EqualTo(expected).Within(1e-11));
        Assert.That(normal.Sample([3], seed: 1).requires_grad, Is.True);
    }

    [Test]
    public void MultivariateNormal_BadArguments_ThrowWithName()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor mean = zeros(2, dtype: ScalarType.Float64);
        AssertThrows(() => MultivariateNormal.FromCovariance(mean, tensor(new[,] { { 1.0, 0.5 }, { 0.4, 1 } })), "covariance", "symmetric");
        AssertThrows(() => MultivariateNormal.FromCovariance(mean, tensor(new[,] { { 1.0, 2 }, { 2, 1 } })), "covariance", "positive definite");
        AssertThrows(() => MultivariateNormal.FromCovariance(mean, eye(3, dtype: ScalarType.Float64)), "covariance", "[3, 3]");
        AssertThrows(() => MultivariateNormal.FromCovariance(mean, eye(2)), "covariance", "Float32");
        AssertThrows(() => MultivariateNormal.FromCholesky(mean, tensor(new[,] { { 1.0, 0.5 }, { 0.5, 1 } })), "factor", "lower triangular");
        AssertThrows(() => MultivariateNormal.FromCholesky(mean, tensor(new[,] { { 1.0, 0 }, { 0.5, 0 } })), "factor", "greater than 0");
        AssertThrows(() => MultivariateNormal.FromCholesky(tensor(1.0), tensor(new[,] { { 1.0 } })), "location", "[…, D]");
        using MultivariateNormal normal = MultivariateNormal.FromCovariance(mean, tensor(Covariance));
        AssertThrows(() => normal.LogProbability(zeros(3, dtype: ScalarType.Float64)), "value", "[3]");
        AssertThrows(() => normal.LogProbability(tensor(0.0)), "value", "[]");
    }

    [Test]
    public void Dirichlet_TwoClasses_IsBeta()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor concentration = tensor(new[,] { { 2, 3.5 }, { 0.5, 1 } });
        using Dirichlet dirichlet = new(concentration);
        using Beta beta = new(concentration.select(1, 0), concentration.select(1, 1));
        Tensor x = tensor(new[] { 0.2, 0.7 });
        Tensor pairs = stack([x, 1 - x], 1);
        Assert.That(Values.Of(dirichlet.LogProbability(pairs)), Is.EqualTo(Values.Of(beta.LogProbability(x))).Within(1e-12));
        Assert.That(Values.Of(dirichlet.Entropy()), Is.EqualTo(Values.Of(beta.Entropy())).Within(1e-12));
        Assert.That(Values.Of(dirichlet.Mean().select(1, 0)), Is.EqualTo(Values.Of(beta.Mean())).Within(1e-14));
        Assert.That(Values.Of(dirichlet.Variance().select(1, 0)), Is.EqualTo(Values.Of(beta.Variance())).Within(1e-14));
        Assert.That(Values.Of(dirichlet.Mode()), Is.EqualTo(new[] { 1 / 3.5, 2.5 / 3.5, double.NaN, double.NaN }).Within(1e-14));
    }

    [Test]
    public void Dirichlet_Draws_HaveTheMoments()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor concentration = tensor(new[] { 1.5, 2, 0.7 });
        using Dirichlet dirichlet = new(concentration);
        Tensor draws = dirichlet.Sample([40_000], seed: 4);
        Assert.That(Values.Of(draws.sum(-1)), Has.All.EqualTo(1).Within(1e-12));
        Tensor variance = dirichlet.Variance();
        Tensor error = (draws.mean([0L]) - dirichlet.Mean()) / (variance / 40_000).sqrt();
        Assert.That(Values.Of(error), Has.All.InRange(-4, 4));
        using Dirichlet small = new(tensor(new[] { 1e-4, 1e-4 }));
        Assert.That(Values.Of(small.Sample([1000], seed: 4).sum(-1)), Has.All.EqualTo(1).Within(1e-12), "not 0/0");
    }

    [Test]
    public void Dirichlet_VectorsThatAreNoProbabilities_Throw()
    {
        using DisposeScope scope = NewDisposeScope();
        using Dirichlet dirichlet = new(ones(3, dtype: ScalarType.Float64));
        AssertThrows(() => dirichlet.LogProbability(tensor(new[] { 0.5, 0.6, 0.1 })), "value", "probabilities");
        Assert.That(dirichlet.LogProbability(tensor(new[] { 0.0, 0.4, 0.6 })).item<double>(), Is.EqualTo(Math.Log(2)).Within(1e-14));
    }

    [Test]
    public void Members_LeaveNothingBehind()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor mean = zeros(2, dtype: ScalarType.Float64);
        Tensor covariance = tensor(Covariance);
        Tensor bad = tensor(new[,] { { 1.0, 2 }, { 2, 1 } });
        Tensor concentration = ones(2, dtype: ScalarType.Float64);
        Tensor x = tensor(new[] { 0.3, 0.7 });
        Leaks.AssertNone(() =>
        {
            using MultivariateNormal normal = MultivariateNormal.FromCovariance(mean, covariance);
            using MultivariateNormal other = MultivariateNormal.FromCholesky(mean, normal.CholeskyFactor);
            using Dirichlet dirichlet = new(concentration);
            normal.Covariance().Dispose();
            normal.SquaredMahalanobis(x).Dispose();
            foreach (Distribution distribution in new Distribution[] { normal, other, dirichlet })
            {
                distribution.LogProbability(x).Dispose();
                distribution.Sample([3], seed: 1).Dispose();
                ((IHasMoments)distribution).Mean().Dispose();
                ((IHasMoments)distribution).Variance().Dispose();
                ((IHasMode)distribution).Mode().Dispose();
                ((IHasEntropy)distribution).Entropy().Dispose();
            }

            KullbackLeibler.Divergence(normal, other).Dispose();
            Assert.That(() => MultivariateNormal.FromCovariance(mean, bad), Throws.ArgumentException);
        });
    }

    private static void AssertThrows(Action action, string name, string message) =>
        Assert.That(action, Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo(name).And.Message.Contains(message));
}
