using TorchSharp.Tests.Distributions;
using static TorchSharp.torch;
using static TorchSharp.torch.distributions;

namespace TorchSharp.Tests.Interop.Distributions;

/// <summary>Gradients of draws that TorchSharp itself, 0.99.6 or 0.107, does not give.</summary>
[TestFixture]
internal sealed class DistributionPathwiseTests
{
    private static readonly string[] Names =
    [
        "Normal.broadcast", "Cauchy", "Uniform", "LogNormal", "HalfNormal", "HalfCauchy", "Gumbel", "Transformed.Exp", "Transformed.Sigmoid", "Transformed.Tanh",
        "Transformed.Affine", "Transformed.ExpPower", "Transformed.Compose",
    ];

    [TestCaseSource(nameof(Names))]
    public void Rsample_OfADistribution_MovesAsTheDistributionFunctionSays(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using DistributionCase known = new(name);
        ReparameterizationCheck.AssertImplicitGradients(known, 1e-6);
    }

    [Test]
    public void Sample_OfParametersWithGradient_HasNone()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (string name in DistributionCase.Names)
        {
            using DistributionCase known = new(name);
            Assert.That(known.Distribution.sample(2).requires_grad, Is.False, name);
        }
    }

    [Test]
    public void Rsample_Gamma_MovesAsTheDistributionFunctionSays()
    {
        const double Step = 1e-5;
        using DisposeScope scope = NewDisposeScope();
        Tensor concentration = tensor(new[] { 0.7, 1.5, 30.0 }).requires_grad_();
        Tensor rate = tensor(new[] { 2.0, 0.5, 1.0 }).requires_grad_();
        using Distribution gamma = Gamma(concentration, rate);
        manual_seed(9);
        Tensor draw = gamma.rsample();
        draw.sum().backward();
        Assert.That(((draw / rate) + rate.grad!).abs().max().item<double>(), Is.LessThan(1e-9));

        Tensor x = draw.detach();
        using Distribution above = Gamma((concentration + Step).detach(), rate.detach());
        using Distribution below = Gamma((concentration - Step).detach(), rate.detach());
        Tensor slope = (above.cdf(x) - below.cdf(x)) / (2 * Step);
        Tensor implied = -slope / gamma.log_prob(x).exp().detach();
        Assert.That((concentration.grad! - implied).abs().max().item<double>(), Is.LessThan(2e-3));
    }

    /// <summary>The mean of a Dirichlet is c/Σc; the gradients of 20,000 draws average to its Jacobian, within five standard errors.</summary>
    [Test]
    public void Rsample_Dirichlet_GradientsAverageToTheMeansJacobian()
    {
        const int Draws = 20_000;
        using DisposeScope scope = NewDisposeScope();
        double[] values = [1.5, 0.6, 3.0];
        double total = values.Sum();
        Tensor rows = tensor(values).expand(Draws, 3).contiguous().requires_grad_();
        using Distribution dirichlet = Dirichlet(rows);
        manual_seed(10);
        dirichlet.rsample().select(-1, 0).sum().backward();
        Tensor mean = rows.grad!.mean([0L]);
        Tensor error = (rows.grad!.var(0) / Draws).sqrt();
        for (int j = 0; j < 3; j++)
        {
            double expected = ((j == 0 ? total : 0) - values[0]) / (total * total);
            Assert.That(mean[j].item<double>(), Is.EqualTo(expected).Within(5 * error[j].item<double>()));
        }
    }

    [Test]
    public void Rsample_Beta_GradientsAverageToTheMeansDerivatives()
    {
        const int Draws = 20_000;
        using DisposeScope scope = NewDisposeScope();
        Tensor first = full([Draws], 1.5, dtype: ScalarType.Float64).requires_grad_();
        Tensor second = full([Draws], 2.5, dtype: ScalarType.Float64).requires_grad_();
        using Distribution beta = Beta(first, second);
        manual_seed(11);
        beta.rsample().sum().backward();
        double error = (first.grad!.var(0) / Draws).sqrt().item<double>();
        Assert.That(first.grad!.mean().item<double>(), Is.EqualTo(2.5 / 16).Within(5 * error));
        error = (second.grad!.var(0) / Draws).sqrt().item<double>();
        Assert.That(second.grad!.mean().item<double>(), Is.EqualTo(-1.5 / 16).Within(5 * error));
    }

    /// <summary>The entropy by the derivatives of the log-normalizer is the one in closed form.</summary>
    [Test]
    public void Entropy_OfExponentialFamilies_FollowsFromTheirNormalizers()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = tensor(new[] { 0.7, 1.5, 3.0 });
        Tensor b = tensor(new[] { 2.0, 0.5, 1.2 });
        using OpenGamma gamma = new(a, b);
        using OpenBeta beta = new(a, b);
        using OpenDirichlet dirichlet = new(stack([a, b]));
        using OpenExponential exponential = new(a);
        Assert.That((gamma.Bregman - gamma.entropy()).abs().max().item<double>(), Is.LessThan(1e-12));
        Assert.That((beta.Bregman - beta.entropy()).abs().max().item<double>(), Is.LessThan(1e-12));
        Assert.That((dirichlet.Bregman - dirichlet.entropy()).abs().max().item<double>(), Is.LessThan(1e-12));
        Assert.That((exponential.Bregman - exponential.entropy()).abs().max().item<double>(), Is.LessThan(1e-12));
    }

    private sealed class OpenGamma(Tensor concentration, Tensor rate) : Modules.Gamma(concentration, rate)
    {
        public Tensor Bregman => BregmanEntropy();
    }

    private sealed class OpenBeta(Tensor first, Tensor second) : Modules.Beta(first, second)
    {
        public Tensor Bregman => BregmanEntropy();
    }

    private sealed class OpenDirichlet(Tensor concentration) : Modules.Dirichlet(concentration)
    {
        public Tensor Bregman => BregmanEntropy();
    }

    private sealed class OpenExponential(Tensor rate) : Modules.Exponential(rate)
    {
        public Tensor Bregman => BregmanEntropy();
    }
}
