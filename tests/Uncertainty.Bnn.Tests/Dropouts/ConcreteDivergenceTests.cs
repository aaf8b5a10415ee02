using TorchSharp;
using Uncertainty.Bnn.Tests.Engine;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Dropouts;

/// <summary>The divergence of <see cref="ConcreteDropout"/>, and the gradients by which its rate is learnt.</summary>
[TestFixture]
internal sealed class ConcreteDivergenceTests
{
    [TestCase(0.1)]
    [TestCase(0.45)]
    public void Gradient_OfTheRelaxedMask_EqualsFiniteDifferences(double rate)
    {
        using ConcreteDropout module = ConcreteNetworks.Identity(6, rate);
        using Tensor inputs = ConcreteNetworks.Doubles(2, 8, 6);
        TorchSharp.Modules.Parameter logit = module.get_parameter(ConcreteNetworks.RateLogit)!;
        AssertGradient(logit, () =>
        {
            manual_seed(4);
            using DisposeScope scope = NewDisposeScope();
            return module.call(inputs).square().sum().MoveToOuterDisposeScope();
        });
    }

    [Test]
    public void Gradient_OfTheDivergence_EqualsFiniteDifferences()
    {
        using ConcreteDropout module = ConcreteNetworks.Identity(6, 0.2, lengthScale: 0.7);
        foreach (TorchSharp.Modules.Parameter parameter in new[] { module.get_parameter(ConcreteNetworks.RateLogit)!, module.Layer.get_parameter("weight")! })
        {
            AssertGradient(parameter, module.Kl);
        }
    }

    [Test]
    public void Kl_IsTheNumberByHand()
    {
        // l² ‖W‖² / (2 (1 − p)) − K H(p) with l = 0.5, W = (1, −2, 3), p = 0.2: 0.25 · 14 / 1.6 − 3 · 0.5004024.
        using nn.Module<Tensor, Tensor> layer = nn.Linear(3, 1);
        using ConcreteDropout module = new(layer, new ConcreteDropoutOptions { InitialRate = 0.2, LengthScale = 0.5 });
        using (no_grad())
        {
            using Tensor weights = tensor(new float[] { 1, -2, 3 }, 1, 3);
            layer.get_parameter("weight")!.copy_(weights);
            layer.get_parameter("bias")!.fill_(1000);
        }

        using Tensor kl = module.Kl();
        Assert.That(kl.item<float>(), Is.EqualTo(2.1875 - (3 * 0.5004024)).Within(1e-5));
    }

    [Test]
    public void Kl_OfAMixture_FallsAndRisesAsTheExactDivergence()
    {
        // For one unit with one weight, q = p N(0, σ²) + (1 − p) N(M, σ²) against N(0, 1/l²), integrated: its differences are those of Kl as σ falls.
        const double lengthScale = 0.8;
        const double own = 1.5;
        double[] rates = [0.05, 0.2, 0.5, 0.7];
        double[] got = [.. rates.Select(rate => Number(rate))];
        double[] exact = [.. rates.Select(rate => Integrated(rate, own / (1 - rate), lengthScale))];
        for (int i = 1; i < rates.Length; i++)
        {
            Assert.That(got[i] - got[0], Is.EqualTo(exact[i] - exact[0]).Within(1e-4), $"rate {rates[i]}");
        }

        static double Number(double rate)
        {
            using nn.Module<Tensor, Tensor> layer = nn.Linear(1, 1, hasBias: false, dtype: ScalarType.Float64);
            using ConcreteDropout module = new(layer, new ConcreteDropoutOptions { InitialRate = rate, LengthScale = lengthScale });
            using IDisposable noGradient = no_grad();
            layer.get_parameter("weight")!.fill_(own);
            using Tensor kl = module.Kl();
            return kl.item<double>();
        }
    }

    [Test]
    public void Kl_OfAConvolution_CountsChannels()
    {
        ConcreteNetworks.NeedConvolutions();
        using nn.Module<Tensor, Tensor> layer = nn.Conv2d(6, 4, 3, groups: 2);
        using ConcreteDropout module = ConcreteNetworks.Concrete(layer, 0.5);
        using (no_grad())
        {
            layer.get_parameter("weight")!.zero_();
        }

        using Tensor kl = module.Kl();
        Assert.That(kl.item<float>(), Is.EqualTo(-6 * Math.Log(2)).Within(1e-5));
    }

    private static double Integrated(double rate, double weight, double lengthScale)
    {
        // Narrow enough for the two normals not to overlap, wide enough for a grid; what σ adds does not depend on the rate.
        const double deviation = 1e-2;
        const double step = deviation / 50;
        double sum = 0;
        foreach ((double centre, double share) in new[] { (0.0, rate), (weight, 1 - rate) })
        {
            for (double w = centre - (10 * deviation); w < centre + (10 * deviation); w += step)
            {
                double q = share * Density(w, centre, deviation);
                sum += q > 0 ? step * q * (Math.Log(q) - Math.Log(Density(w, 0, 1 / lengthScale))) : 0;
            }
        }

        return sum;
    }

    private static double Density(double value, double mean, double deviation) =>
        Math.Exp(-0.5 * Math.Pow((value - mean) / deviation, 2)) / (deviation * Math.Sqrt(2 * Math.PI));

    private static void AssertGradient(TorchSharp.Modules.Parameter parameter, Func<Tensor> value)
    {
        const double step = 1e-6;
        using DisposeScope scope = NewDisposeScope();
        double gradient = Values.Of(autograd.grad([value()], [parameter])[0])[0];
        double up = Moved(step);
        double down = Moved(-2 * step);
        Moved(step);
        Assert.That(gradient, Is.EqualTo((up - down) / (2 * step)).Within(1e-6 * Math.Max(1, Math.Abs(gradient))));
        Assert.That(gradient, Is.Not.Zero);

        double Moved(double by)
        {
            using IDisposable noGradient = no_grad();
            using Tensor flat = parameter.detach().reshape(-1).narrow(0, 0, 1);
            flat.add_(by);
            return value().item<double>();
        }
    }
}
