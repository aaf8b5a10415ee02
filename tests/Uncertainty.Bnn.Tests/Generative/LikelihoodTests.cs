using TorchSharp;
using Uncertainty.Bnn.Distributions;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Generative;

[TestFixture]
internal sealed class LikelihoodTests
{
    private static readonly string[] All =
    [
        "bernoulli", "bernoulli.grey", "gaussian.fixed", "gaussian.learnt", "gaussian.decoded", "logistic.fixed", "logistic.learnt",
        "logistic.decoded",
    ];

    private static Likelihood Of(string name) => Autoencoders.Options(name).Likelihood;

    [TestCase(0.3, 0.1)]
    [TestCase(0.5, 0.001)]
    [TestCase(-2.0, 0.02)]
    [TestCase(1.4, 0.5)]
    [TestCase(0.25, 20)]
    public void Logistic_All256Levels_SumToOneAndMatchTheNaiveFormula(double location, double scale)
    {
        using DisposeScope scope = NewDisposeScope();
        DiscretisedLogisticLikelihood likelihood = new() { ScaleFrom = LikelihoodScale.Fixed, Scale = scale };
        Tensor levels = arange(256, ScalarType.Float64).reshape(256, 1) / 255;
        Tensor outputs = full(256, 1, location, dtype: ScalarType.Float64);
        double[] got = Values.Of(likelihood.LogProbability(levels, outputs, null));
        Assert.That(got.Sum(Math.Exp), Is.EqualTo(1).Within(1e-12));
        Assert.That(got, Has.All.Matches<double>(double.IsFinite));
        for (int k = 0; k < 256; k++)
        {
            double upper = k == 255 ? 1 : Sigmoid((((k + 0.5) / 255) - location) / scale);
            double lower = k == 0 ? 0 : Sigmoid((((k - 0.5) / 255) - location) / scale);

            // The difference as it stands loses its digits in the tails; there only its size is compared.
            double naive = upper - lower;
            Assert.That(Math.Exp(got[k]), Is.EqualTo(naive).Within(1e-12 + (1e-9 * naive)), $"{k}");
        }
    }

    [Test]
    public void Logistic_FarTailInSinglePrecision_IsFiniteWithFiniteGradient()
    {
        using DisposeScope scope = NewDisposeScope();
        DiscretisedLogisticLikelihood likelihood = new() { ScaleFrom = LikelihoodScale.Fixed, Scale = 0.002 };
        Tensor levels = tensor(new float[] { 0, 10, 255 }).reshape(3, 1) / 255;
        Tensor outputs = tensor(new float[] { 1, 1, 0 }).reshape(3, 1).requires_grad_(true);
        Tensor value = likelihood.LogProbability(levels, outputs, null);
        Tensor gradient = autograd.grad([value.sum()], [outputs])[0];

        // Far below the location ln p falls with slope 1/s; of the first level, from its upper edge.
        Assert.That(Values.Of(value)[0], Is.EqualTo(-(1 - (0.5 / 255)) / 0.002).Within(0.01));
        Assert.That(Values.Of(gradient), Is.EqualTo(new[] { -500.0, -500, 500 }).Within(1e-2));
    }

    [Test]
    public void Gaussian_IsTheDensityOfTheNormalDistribution()
    {
        using DisposeScope scope = NewDisposeScope();
        GaussianLikelihood likelihood = new() { ScaleFrom = LikelihoodScale.Fixed, Scale = 0.5 };
        Tensor inputs = tensor(new[] { 1.0, 2, 0.5, 0 }).reshape(2, 2);
        Tensor outputs = tensor(new[] { 1.0, 1, 0, 0 }).reshape(2, 2);
        double constant = -Math.Log(2 * Math.PI * 0.25);
        Assert.That(
            Values.Of(likelihood.LogProbability(inputs, outputs, null)),
            Is.EqualTo(new[] { constant - 2, constant - 0.5 }).Within(1e-12));
    }

    [Test]
    public void Bernoulli_ZerosAndOnes_IsTheDistributionsLogProbability()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor inputs = Autoencoders.Inputs("bernoulli", 6);
        Tensor logits = Networks.Inputs(8, 6, 4) * 20;
        using Bernoulli distribution = Bernoulli.FromLogits(logits);
        Assert.That(
            Values.Of(new BernoulliLikelihood().LogProbability(inputs, logits, null)),
            Is.EqualTo(Values.Of(distribution.LogProbability(inputs).sum(1L))).Within(1e-4));
    }

    [TestCaseSource(nameof(All))]
    public void Draw_ManyTimes_HasTheMeanAndIsOfTheSupport(string name)
    {
        const int Count = 20_000;
        using DisposeScope scope = NewDisposeScope();
        Likelihood likelihood = Of(name);
        Tensor row = name.EndsWith("decoded", StringComparison.Ordinal) ? tensor(new[] { 0.4f, 0.6f, -3, -4 }) : tensor(new[] { 0.4f, 0.6f });
        Tensor outputs = row.repeat(Count, 1);
        Tensor logScale = tensor(-3f);
        Tensor draws = likelihood.Draw(outputs, logScale, seed: 2);
        likelihood.Check(draws, "draws");
        Assert.That(draws.shape, Is.EqualTo(new long[] { Count, 2 }));
        double[] deviations = Values.Of(draws.std(new long[] { 0 }, unbiased: false, keepdim: false));
        double[] means = Values.Of(draws.mean([0]));
        double[] expected = Values.Of(likelihood.Mean(row.reshape(1, -1)));
        for (int i = 0; i < 2; i++)
        {
            Assert.That(means[i], Is.EqualTo(expected[i]).Within(4 * deviations[i] / Math.Sqrt(Count)));
        }

        Assert.That(Values.Of(likelihood.Draw(outputs, logScale, seed: 2)), Is.EqualTo(Values.Of(draws)));
    }

    [TestCase("bernoulli", 0.5)]
    [TestCase("bernoulli.grey", 1.01)]
    [TestCase("bernoulli.grey", -0.01)]
    [TestCase("logistic.fixed", 0.5)]
    [TestCase("logistic.fixed", 256.0 / 255)]
    [TestCase("logistic.fixed", -1.0 / 255)]
    public void Check_OutsideTheSupport_ThrowsWithNameAndCount(string name, double value)
    {
        using Tensor inputs = tensor(new[] { 0.0, value, 1, 0 }).reshape(2, 2);
        Assert.That(
            () => Of(name).Check(inputs, "inputs"),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("inputs").And.Message.Contains("1 of 4"));
    }

    [Test]
    public void Options_OutOfRange_ThrowWithName()
    {
        Bad(() => _ = new GaussianLikelihood { Scale = 0 }, "Scale");
        Bad(() => _ = new DiscretisedLogisticLikelihood { Scale = double.NaN }, "Scale");
        Bad(() => _ = new GaussianLikelihood { ScaleFrom = (LikelihoodScale)7 }, "ScaleFrom");
        Bad(() => _ = new VariationalAutoencoderOptions { Beta = 0 }, "Beta");
        Bad(() => _ = new VariationalAutoencoderOptions { Likelihood = null! }, "Likelihood");
        Bad(() => _ = new LikelihoodBoundOptions { Draws = 0 }, "Draws");
    }

    private static void Bad(Action action, string name) =>
        Assert.That(() => action(), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo(name));

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
