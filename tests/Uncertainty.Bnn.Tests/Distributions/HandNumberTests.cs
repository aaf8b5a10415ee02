using TorchSharp;
using Uncertainty.Bnn.Distributions;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Distributions;

/// <summary>Values that a reader can work out, and values at the edges.</summary>
[TestFixture]
internal sealed class HandNumberTests
{
    [Test]
    public void Uniform_OnTwoToSix()
    {
        using DisposeScope scope = NewDisposeScope();
        using Uniform uniform = new(tensor(2.0), tensor(6.0));
        Tensor x = tensor(new[] { 1.9, 2, 3, 6, 6.1 });
        Assert.That(Values.Of(uniform.Probability(x)), Is.EqualTo(new[] { 0, 0.25, 0.25, 0.25, 0 }).Within(1e-15));
        Assert.That(Values.Of(uniform.Cdf(x)), Is.EqualTo(new[] { 0, 0, 0.25, 1, 1 }));
        Assert.That(Values.Of(uniform.Survival(x)), Is.EqualTo(new[] { 1, 1, 0.75, 0, 0 }));
        Assert.That(uniform.Mean().item<double>(), Is.EqualTo(4));
        Assert.That(uniform.Variance().item<double>(), Is.EqualTo(16.0 / 12).Within(1e-15));
        Assert.That(uniform.Entropy().item<double>(), Is.EqualTo(Math.Log(4)).Within(1e-15));
        Assert.That(uniform.InverseCdf(tensor(0.25)).item<double>(), Is.EqualTo(3));
    }

    [Test]
    public void LogProbability_OutsideTheSupport_IsMinusInfinityWithoutGradient()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (string name in new[] { "HalfNormal", "LogNormal", "Exponential", "Gamma", "Beta", "Uniform" })
        {
            FamilyCase family = FamilyCase.Of(name);
            Tensor[] parameters = family.Tensors();
            foreach (Tensor leaf in parameters)
            {
                leaf.requires_grad = true;
            }

            using ScalarDistribution distribution = family.Make(parameters);
            Tensor outside = tensor(-1.5);
            Tensor result = distribution.LogProbability(outside);
            Assert.That(Values.Of(result), Has.All.EqualTo(double.NegativeInfinity), name);
            Assert.That(Values.Of(distribution.Cdf(outside)), Has.All.Zero, name);
            Assert.That(Values.Of(distribution.LogSurvival(outside)), Has.All.Zero, name);
            IList<Tensor> gradients = autograd.grad([result.sum()], parameters);
            Assert.That(gradients.SelectMany(Values.Of), Has.All.Zero, name);
        }
    }

    [Test]
    public void LogProbability_AtTheEndsOfTheSupport_IsTheLimit()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor shapes = tensor(new[] { 0.5, 1, 2 });
        using Gamma gamma = new(shapes, tensor(3.0));
        double[] limits = [double.PositiveInfinity, Math.Log(3), double.NegativeInfinity];
        Assert.That(Values.Of(gamma.LogProbability(tensor(0.0))), Is.EqualTo(limits).Within(1e-14));
        using Beta beta = new(tensor(1.0), shapes);
        limits = [double.PositiveInfinity, 0, double.NegativeInfinity];
        Assert.That(Values.Of(beta.LogProbability(tensor(1.0))), Is.EqualTo(limits).Within(1e-14));
        using HalfNormal half = new(tensor(1.0));
        Assert.That(half.Probability(tensor(0.0)).item<double>(), Is.EqualTo(Math.Sqrt(2 / Math.PI)).Within(1e-15));
    }

    [Test]
    public void NormalLogCdf_FarDown_GoesOnWithoutAStep()
    {
        // The slope of ln Φ is φ/Φ, about −z − 1/z far down; where the series takes over the values still differ by it.
        using DisposeScope scope = NewDisposeScope();
        using Normal normal = new(tensor(0.0), tensor(1.0));
        using Normal single = new(tensor(0f), tensor(1f));
        double[] values = Values.Of(normal.LogCdf(tensor(new[] { -12 - 1e-4, -12 + 1e-4 })));
        Assert.That((values[1] - values[0]) / 2e-4, Is.EqualTo(12.0822142).Within(1e-4));
        Assert.That(normal.LogCdf(tensor(-100.0)).item<double>(), Is.EqualTo(-5005.5242086942050886).Within(1e-9));
        Assert.That(single.LogCdf(tensor(-100f)).item<float>(), Is.EqualTo(-5005.5242f).Within(1e-2f));
        Assert.That(single.LogCdf(tensor(9f)).item<float>(), Is.EqualTo(-1.1285884e-19f).Within(1e-24f));
    }

    [Test]
    public void StudentT_MomentsThatAreNot_AreSaid()
    {
        using DisposeScope scope = NewDisposeScope();
        using StudentT distribution = new(tensor(new[] { 0.5, 1, 1.5, 2, 4 }), tensor(3.0), tensor(1.0));
        Assert.That(Values.Of(distribution.Mean()), Is.EqualTo(new[] { double.NaN, double.NaN, 3, 3, 3 }));
        double[] variances = [double.NaN, double.NaN, double.PositiveInfinity, double.PositiveInfinity, 2];
        Assert.That(Values.Of(distribution.Variance()), Is.EqualTo(variances));
    }

    [Test]
    public void StudentT_OneDegreeOfFreedom_IsCauchy()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new[] { -1e6, -30, -1, 0, 0.2, 7, 1e9 });
        using StudentT student = new(tensor(1.0), tensor(0.5), tensor(2.0));
        using Cauchy cauchy = new(tensor(0.5), tensor(2.0));
        Assert.That(Values.Of(student.LogProbability(x)), Is.EqualTo(Values.Of(cauchy.LogProbability(x))).Within(1e-12));
        Assert.That(Values.Of(student.LogCdf(x)), Is.EqualTo(Values.Of(cauchy.LogCdf(x))).Within(1e-12));
        Assert.That(Values.Of(student.LogSurvival(x)), Is.EqualTo(Values.Of(cauchy.LogSurvival(x))).Within(1e-12));
        Assert.That(student.Entropy().item<double>(), Is.EqualTo(cauchy.Entropy().item<double>()).Within(1e-12));
    }

    [Test]
    public void Beta_CdfOfManyShapes_HasItsSymmetryAndItsClosedForms()
    {
        // I_x(a, 1) = xᵃ, I_x(1, b) = 1 − (1 − x)ᵇ, I_x(a, b) = 1 − I_{1−x}(b, a).
        using DisposeScope scope = NewDisposeScope();
        Tensor shape = tensor(new[] { 0.05, 0.5, 1, 3, 40, 2000 });
        foreach (double x in new[] { 1e-6, 0.1, 0.5, 0.97 })
        {
            Tensor at = tensor(x);
            using Beta left = new(shape, ones_like(shape));
            using Beta right = new(ones_like(shape), shape);
            Assert.That(Values.Of(left.Cdf(at)), Is.EqualTo(Values.Of(at.pow(shape))).Within(1e-12));
            Assert.That(Values.Of(right.Survival(at)), Is.EqualTo(Values.Of((1 - at).pow(shape))).Within(1e-12));
            using Beta one = new(shape, shape.flip(0));
            using Beta other = new(shape.flip(0), shape);
            Assert.That(Values.Of(one.Cdf(at)), Is.EqualTo(Values.Of(other.Survival(1 - at))).Within(1e-11));
        }
    }

    [Test]
    public void Beta_Mode_IsInsideAtAnEndOrNowhere()
    {
        using DisposeScope scope = NewDisposeScope();
        using Beta beta = new(tensor(new[] { 2, 0.5, 2, 0.5, 1, 1 }), tensor(new[] { 4, 2, 0.5, 0.5, 1, 3 }));
        Assert.That(Values.Of(beta.Mode()), Is.EqualTo(new[] { 0.25, 0, 1, double.NaN, double.NaN, 0 }));
    }

    [Test]
    public void Bernoulli_CertainOutcomes_HaveNoEntropy()
    {
        using DisposeScope scope = NewDisposeScope();
        using Bernoulli bernoulli = Bernoulli.FromProbabilities(tensor(new[] { 0.0, 1 }));
        Assert.That(Values.Of(bernoulli.Entropy()), Has.All.Zero);
        Assert.That(Values.Of(bernoulli.LogProbability(tensor(1.0))), Is.EqualTo(new[] { double.NegativeInfinity, 0 }));
        using Geometric geometric = new(tensor(1.0));
        Assert.That(geometric.Entropy().item<double>(), Is.Zero);
        Assert.That(geometric.Sample([5], seed: 1).sum().item<double>(), Is.Zero);
    }
}
