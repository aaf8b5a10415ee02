using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Layers;

[TestFixture]
internal sealed class PriorTests
{
    [Test]
    public void Kl_NormalAgainstNormal_IsTheNumberByHand()
    {
        // ln(0.1 / 0.2) + (0.04 + 0.09) / (2 · 0.01) − ½
        using BayesianLinear layer = Single(0.3, 0.2, new NormalPrior { StandardDeviation = 0.1 });
        using Tensor kl = layer.Kl();
        Assert.That(kl.item<float>(), Is.EqualTo(5.306853).Within(1e-5));
    }

    [Test]
    public void Kl_PosteriorEqualsPrior_IsZero()
    {
        using BayesianLinear layer = Single(0.7, 0.4, new NormalPrior { Mean = 0.7, StandardDeviation = 0.4 });
        using Tensor kl = layer.Kl();
        Assert.That(kl.item<float>(), Is.Zero.Within(1e-6));
    }

    [Test]
    public void Kl_ManyWeights_IsTheSumOverThemByANaiveLoop()
    {
        manual_seed(2);
        using BayesianConv2d layer = new(3, 4, 3, options: new BayesianLayerOptions
        {
            Prior = new NormalPrior { Mean = 0.1, StandardDeviation = 0.5 },
            InitialDeviation = 0.03,
        });
        using (no_grad())
        {
            foreach (TorchSharp.Modules.Parameter parameter in layer.parameters())
            {
                using Tensor noise = randn_like(parameter);
                parameter.add_(noise);
            }
        }

        double expected = Naive(layer, "weight", 0.1, 0.5) + Naive(layer, "bias", 0.1, 0.5);
        using Tensor kl = layer.Kl();
        Assert.That(kl.item<float>(), Is.EqualTo(expected).Within(1e-5 * expected));
    }

    [Test]
    public void Kl_MixtureOfEqualParts_HasTheMeanOfTheClosedForm()
    {
        // 40,000 weights, each with a term of variance 2 · 1.5² + 6² = 40.5: the mean's standard error is √(40.5 / 40,000) = 0.032.
        manual_seed(4);
        ScaleMixturePrior prior = new() { WideDeviation = 0.1, NarrowDeviation = 0.1 };
        using BayesianLinear layer = new(200, 200, bias: false, new BayesianLayerOptions { Prior = prior, InitialDeviation = 0.2 });
        Fill(layer, 0.3);
        using Tensor kl = layer.Kl();
        Assert.That(prior.IsClosedForm, Is.False);
        Assert.That(kl.item<float>() / 40_000, Is.EqualTo(5.306853).Within(4 * 0.032));
    }

    [Test]
    public void LogDensity_Mixture_EqualsTheFormula()
    {
        ScaleMixturePrior prior = new() { WideShare = 0.25, WideDeviation = 1.5, NarrowDeviation = 0.01 };
        double[] weights = [-2, -0.02, 0, 0.005, 0.7];
        using Tensor density = prior.LogDensity(tensor(weights));
        double[] expected = [.. weights.Select(w => Math.Log((0.25 * Density(w, 0, 1.5)) + (0.75 * Density(w, 0, 0.01))))];
        Assert.That(Values.Of(density), Is.EqualTo(expected).Within(1e-10));
    }

    [Test]
    public void Priors_BadNumbers_ThrowWithName()
    {
        foreach (double bad in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            Throws(() => _ = new NormalPrior { StandardDeviation = bad }, "StandardDeviation");
            Throws(() => _ = new ScaleMixturePrior { WideDeviation = bad }, "WideDeviation");
            Throws(() => _ = new ScaleMixturePrior { NarrowDeviation = bad }, "NarrowDeviation");
            Throws(() => _ = new BayesianLayerOptions { InitialDeviation = bad }, "InitialDeviation");
        }

        Throws(() => _ = new NormalPrior { Mean = double.NaN }, "Mean");
        Throws(() => _ = new ScaleMixturePrior { WideShare = 1 }, "WideShare");
        Throws(() => _ = new BayesianLayerOptions { Estimator = (WeightEstimator)9 }, "Estimator");
    }

    private static void Throws(Action action, string name) => Assert.That(
        () => action(), NUnit.Framework.Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(name));

    private static BayesianLinear Single(double mean, double deviation, WeightPrior prior)
    {
        BayesianLinear layer = new(1, 1, bias: false, new BayesianLayerOptions { Prior = prior, InitialDeviation = deviation });
        Fill(layer, mean);
        return layer;
    }

    private static void Fill(BayesianLinear layer, double mean)
    {
        using IDisposable noGradient = no_grad();
        layer.WeightMean.fill_(mean);
    }

    private static double Naive(BayesianLayer layer, string part, double mean, double deviation)
    {
        double[] means = Values.Of(layer.get_parameter($"{part}_mean")!);
        double[] rhos = Values.Of(layer.get_parameter($"{part}_rho")!);
        double sum = 0;
        for (int i = 0; i < means.Length; i++)
        {
            double own = Math.Log(1 + Math.Exp(rhos[i]));
            sum += Math.Log(deviation / own) + (((own * own) + Math.Pow(means[i] - mean, 2)) / (2 * deviation * deviation)) - 0.5;
        }

        return sum;
    }

    private static double Density(double value, double mean, double deviation) =>
        Math.Exp(-0.5 * Math.Pow((value - mean) / deviation, 2)) / (deviation * Math.Sqrt(2 * Math.PI));
}
