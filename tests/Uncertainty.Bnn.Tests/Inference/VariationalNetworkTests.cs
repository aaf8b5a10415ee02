using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Inference;

[TestFixture]
internal sealed class VariationalNetworkTests
{
    [Test]
    public void Sample_OneDraw_IsOneWeightSampleForAllInputs()
    {
        // A draw of a linear layer is an affine function: f(a) + f(b) = f(a + b) + f(0).
        using nn.Module<Tensor, Tensor> network = Single(0.5);
        using Tensor inputs = tensor(new float[] { 1, 2, 3, -1, 0.5f, 4, 0, 2.5f, 7, 0, 0, 0 }).reshape(4, 3);
        double[][] draws = [.. Draw(network, inputs, new VariationalNetworkOptions { Draws = 20 }).Chunk(8)];
        foreach (double[] draw in draws)
        {
            Assert.That(draw[0] + draw[2], Is.EqualTo(draw[4] + draw[6]).Within(1e-4));
            Assert.That(draw[1] + draw[3], Is.EqualTo(draw[5] + draw[7]).Within(1e-4));
        }
    }

    [Test]
    public void Sample_ManyDraws_HaveTheMomentsOfTheClosedForm()
    {
        // Of one output: mean x·μ + μ_b and variance σ² (x·x + 1), with standard errors √(v / S) and v √(2 / S).
        const int draws = 4000;
        using nn.Module<Tensor, Tensor> network = Single(0.2);
        using Tensor inputs = tensor(new float[] { 1, -2, 0.5f }).reshape(1, 3);
        network.eval();
        using Tensor mean = network.call(inputs);
        double expected = Values.Of(mean)[0];
        double variance = 0.04 * (1 + 4 + 0.25 + 1);
        double[] first = [.. Draw(network, inputs, new VariationalNetworkOptions { Draws = draws }).Chunk(2).Select(draw => draw[0])];
        Assert.That(first.Average(), Is.EqualTo(expected).Within(4 * Math.Sqrt(variance / draws)));
        Assert.That(
            first.Average(value => Math.Pow(value - expected, 2)), Is.EqualTo(variance).Within(4 * variance * Math.Sqrt(2.0 / draws)));
    }

    [Test]
    public void Sample_SameSeed_OtherEstimator_GivesTheSameDraws()
    {
        using nn.Module<Tensor, Tensor> network = Single(0.2, WeightEstimator.Flipout);
        using nn.Module<Tensor, Tensor> other = Single(0.2, WeightEstimator.LocalReparameterisation);
        using Tensor inputs = Networks.Inputs(1, 4, 3);
        VariationalNetworkOptions options = new() { Draws = 4, Seed = 9 };
        double[] expected = Draw(network, inputs, options);
        Assert.That(Draw(other, inputs, options), Is.EqualTo(expected));
        Assert.That(Draw(network, inputs, options with { Seed = 10 }), Is.Not.EqualTo(expected));
        Assert.That(Draw(network, inputs, options with { Draws = 9 }).Take(expected.Length), Is.EqualTo(expected), "more draws");
    }

    [Test]
    public void Explain_SaysWhatRunsOnceABatch()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(
            ("fc1", nn.Linear(3, 4)), ("act", nn.ReLU()), ("fc2", new BayesianLinear(4, 2)));
        VariationalNetwork posterior = new(network, new VariationalNetworkOptions { Draws = 7 });
        Assert.That(posterior.Layers, Is.EqualTo(new[] { "fc2" }));
        Assert.That(posterior.Explain(), Is.EqualTo(
            "Variational network, 7 draws of 1 random layer:\n"
            + "  fc1 (Linear)          once a batch, as it is\n"
            + "  act (ReLU)            once a batch, as it is\n"
            + "  fc2 (BayesianLinear)  each draw, with weights of its own"));
    }

    [Test]
    public void Visit_LayerThatDoesNotRun_ThrowsAndRestoresTheMeans()
    {
        using Unused network = new();
        using Tensor inputs = Networks.Inputs(1, 4, 3);
        double[] before = Values.Of(network.parameters().First());
        Assert.That(
            () => new VariationalNetwork(network).Visit(inputs, (_, _, _) => { }),
            Throws.InvalidOperationException.With.Message.Contains("'idle'"));
        Assert.That(Values.Of(network.parameters().First()), Is.EqualTo(before));
    }

    [Test]
    public void Constructor_NothingBayesian_ThrowsWithName()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("act", nn.ReLU()));
        Assert.That(
            () => new VariationalNetwork(network),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("network").And.Message.Contains("act (ReLU)"));
        Assert.That(
            () => new VariationalNetworkOptions { Draws = 0 },
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("Draws"));
    }

    private static double[] Draw(nn.Module<Tensor, Tensor> network, Tensor inputs, VariationalNetworkOptions options)
    {
        using PredictiveSamples samples = new VariationalNetwork(network, options).Sample(inputs);
        return Values.Of(samples.Values);
    }

    private static nn.Module<Tensor, Tensor> Single(double deviation, WeightEstimator estimator = WeightEstimator.Flipout)
    {
        manual_seed(3);
        BayesianLayerOptions options = new() { InitialDeviation = deviation, Estimator = estimator };
        return nn.Sequential(("fc", new BayesianLinear(3, 2, options: options)));
    }

    private sealed class Unused : nn.Module<Tensor, Tensor>
    {
        private readonly BayesianLinear _used = new(3, 2);

        public Unused()
            : base(nameof(Unused))
        {
            register_module("used", _used);
            register_module("idle", new BayesianLinear(3, 2));
        }

        public override Tensor forward(Tensor input) => _used.call(input);
    }
}
