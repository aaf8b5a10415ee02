using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Layers;

[TestFixture]
internal sealed class LogUniformPriorTests
{
    /// <summary>What is said of the approximation, in nats.</summary>
    private const double Accuracy = 0.0095;

    [Test]
    public void Divergence_IsWithinTheStatedAccuracyOfTheIntegral()
    {
        double worst = 0;
        for (double logAlpha = -8; logAlpha <= 8; logAlpha += 0.5)
        {
            double off = Math.Abs(Approximated(logAlpha) - Integrated(Math.Exp(logAlpha)));
            worst = Math.Max(worst, off);
            Assert.That(off, Is.LessThan(Accuracy), $"ln α = {logAlpha}");
        }

        TestContext.Out.WriteLine($"largest distance {worst:0.0000} nats");
        Assert.That(worst, Is.GreaterThan(1e-4), "an approximation");
    }

    [Test]
    public void Divergence_FarOut_IsWhatTheTermsComeTo()
    {
        Assert.That(Approximated(200), Is.Zero.Within(1e-12));
        Assert.That(Approximated(-200), Is.EqualTo(100 + 0.63576).Within(1e-9));
    }

    [Test]
    public void Kl_OfALayer_IsTheSumOverItsWeights()
    {
        using BayesianLinear layer = new(2, 1, bias: false, new BayesianLayerOptions { Prior = new LogUniformPrior(), InitialDeviation = 0.2 });
        using (no_grad())
        {
            using Tensor means = tensor(new float[] { 0.5f, -3 }, 1, 2);
            layer.WeightMean.copy_(means);
        }

        using Tensor kl = layer.Kl();
        Assert.That(kl.item<float>(), Is.EqualTo(Approximated(2 * Math.Log(0.2 / 0.5)) + Approximated(2 * Math.Log(0.2 / 3))).Within(1e-4));
        Assert.That(new LogUniformPrior().IsClosedForm, Is.True);
    }

    [Test]
    public void Kl_MeansOfZero_HasFiniteGradients()
    {
        using DisposeScope scope = NewDisposeScope();
        using BayesianLinear layer = new(3, 2, options: new BayesianLayerOptions { Prior = new LogUniformPrior() });
        using (no_grad())
        {
            layer.WeightMean.zero_();
        }

        foreach (Tensor gradient in autograd.grad([layer.Kl()], [.. layer.parameters()]))
        {
            Assert.That(Values.Of(gradient), Has.All.Matches<double>(double.IsFinite));
        }
    }

    [Test]
    public void Train_WeightsThatSayNothing_DrownInNoise()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(1);
        BayesianLinear layer = new(6, 1, options: new BayesianLayerOptions
        {
            Prior = new LogUniformPrior(),
            Estimator = WeightEstimator.LocalReparameterisation,
        });
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("fc", layer));
        Tensor inputs = Networks.Inputs(1, 400, 6);
        Tensor targets = inputs.narrow(1, 0, 1) - (2 * inputs.narrow(1, 1, 1)) + (0.3 * Networks.Inputs(2, 400, 1));
        Svi.Train(
            network,
            [(inputs, targets)],
            (outputs, wanted) => (outputs - wanted).square().mean() / (2 * 0.09),
            examples: 400,
            new SviOptions { Epochs = 600, LearningRate = 0.02 });
        double[] alphas = [.. Values.Of(layer.WeightDeviation()).Zip(Values.Of(layer.WeightMean), (s, m) => s * s / (m * m))];
        TestContext.Out.WriteLine(string.Join(' ', alphas.Select(alpha => $"{alpha:0.0000}")));
        Assert.That(alphas.Take(2), Has.All.LessThan(0.01));
        Assert.That(alphas.Skip(2), Has.All.GreaterThan(0.5));
    }

    private static double Approximated(double logAlpha)
    {
        using Tensor values = tensor(new[] { logAlpha });
        using Tensor divergence = LogUniformPrior.Divergence(values);
        return divergence.item<double>();
    }

    /// <summary>
    /// E ln|1 + √α z| − ½ ln α less what it comes to for α without end, E ln|z|, by the midpoint rule. The point where the logarithm has no
    /// value is an end of two cells, whose own share is known: the mean of ln|x| over (0, h) is ln h − 1.
    /// </summary>
    private static double Integrated(double alpha)
    {
        const int cells = 40_000;
        const double reach = 10;
        double root = Math.Sqrt(alpha);
        double Mean(double pole)
        {
            double h = 2 * reach / cells;
            double first = pole + (Math.Floor((-reach - pole) / h) * h);
            double sum = 0;
            for (int i = 0; i <= cells; i++)
            {
                double z = first + ((i + 0.5) * h);
                double distance = Math.Abs(z - pole);
                double logarithm = distance < h ? Math.Log(h) - 1 : Math.Log(distance);
                sum += h * Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI) * logarithm;
            }

            return sum;
        }

        // ln|1 + √α z| − ½ ln α = ln|z + 1/√α|.
        return Mean(-1 / root) - Mean(0);
    }
}
