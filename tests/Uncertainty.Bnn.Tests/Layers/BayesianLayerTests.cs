using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Layers;

[TestFixture]
internal sealed class BayesianLayerTests
{
    public static IEnumerable<TestCaseData> Pairs()
    {
        yield return Pair("Linear", () => new BayesianLinear(5, 3), () => nn.Linear(5, 3), 4, 5);
        yield return Pair("Linear of three dimensions", () => new BayesianLinear(5, 3), () => nn.Linear(5, 3), 4, 2, 5);
        yield return Pair("Conv1d", () => new BayesianConv1d(2, 3, 3, 2, 1), () => nn.Conv1d(2, 3, 3, 2, 1), 4, 2, 9);
        yield return Pair("Conv2d", () => new BayesianConv2d(2, 3, 3, 2, 1, 2), () => nn.Conv2d(2, 3, 3, 2, 1, 2), 4, 2, 9, 8);
        yield return Pair(
            "Conv2d of two groups",
            () => new BayesianConv2d(4, 6, 3, groups: 2),
            () => nn.Conv2d(4, 6, 3, 1, 0, 1, PaddingModes.Zeros, 2),
            4,
            4,
            6,
            6);
        yield return Pair("Conv3d", () => new BayesianConv3d(2, 3, 2, 1, 1), () => nn.Conv3d(2, 3, 2, 1, 1), 4, 2, 4, 3, 5);
        yield return Pair(
            "ConvTranspose2d",
            () => new BayesianConvTranspose2d(2, 3, 3, 2, 1, 1),
            () => nn.ConvTranspose2d(2, 3, 3, 2, 1, 1),
            4,
            2,
            4,
            5);
    }

    [TestCaseSource(nameof(Pairs))]
    public void Forward_EvaluationMode_IsThePlainLayer(
        Func<BayesianLayer> bayesian, Func<nn.Module<Tensor, Tensor>> plain, long[] shape)
    {
        using DisposeScope scope = NewDisposeScope();
        using BayesianLayer layer = bayesian();
        using nn.Module<Tensor, Tensor> peer = plain();
        using (no_grad())
        {
            peer.get_parameter("weight")!.copy_(layer.WeightMean);
            peer.get_parameter("bias")!.copy_(layer.BiasMean!);
        }

        layer.eval();
        Tensor inputs = Networks.Inputs(1, shape);
        Tensor expected = peer.call(inputs);
        Tensor got = layer.call(inputs);
        Assert.That(got.shape, Is.EqualTo(expected.shape));
        Assert.That(Values.Of(got), Is.EqualTo(Values.Of(expected)).Within(1e-6));
    }

    [TestCaseSource(nameof(Pairs))]
    public void Forward_TrainingMode_HasTheShapeAndLearnsAllParameters(
        Func<BayesianLayer> bayesian, Func<nn.Module<Tensor, Tensor>> plain, long[] shape)
    {
        using DisposeScope scope = NewDisposeScope();
        using BayesianLayer layer = bayesian();
        using nn.Module<Tensor, Tensor> peer = plain();
        Tensor inputs = Networks.Inputs(1, shape);
        Tensor got = layer.call(inputs);
        Assert.That(got.shape, Is.EqualTo(peer.call(inputs).shape));
        Tensor[] gradients = [.. autograd.grad([got.square().sum()], [.. layer.parameters()])];
        Assert.That(gradients, Has.Length.EqualTo(4));
        Assert.That(gradients.Select(gradient => Values.Of(gradient).Any(value => value != 0)), Has.All.True);
        Assert.That(
            layer.named_parameters().Select(entry => entry.name),
            Is.EquivalentTo(new[] { "weight_mean", "weight_rho", "bias_mean", "bias_rho" }));
    }

    [Test]
    public void Deviations_BeforeTraining_AreThoseOfTheOptions()
    {
        using DisposeScope scope = NewDisposeScope();
        using BayesianLinear layer = new(4, 3, options: new BayesianLayerOptions { InitialDeviation = 0.001 });
        Assert.That(Values.Of(layer.WeightDeviation()), Has.All.EqualTo(0.001).Within(1e-8));
        Assert.That(Values.Of(layer.BiasDeviation()!), Has.All.EqualTo(0.001).Within(1e-8));
        Assert.That(Values.Of(layer.WeightMean), Has.All.InRange(-0.5, 0.5));
    }

    [Test]
    public void Forward_DoublePrecision_GivesDoubles()
    {
        using DisposeScope scope = NewDisposeScope();
        using BayesianLinear layer = new(4, 3);
        layer.to(ScalarType.Float64);
        Tensor got = layer.call(zeros(2, 4, dtype: ScalarType.Float64));
        Assert.That(got.dtype, Is.EqualTo(ScalarType.Float64));
        Assert.That(layer.Kl().dtype, Is.EqualTo(ScalarType.Float64));
    }

    [Test]
    public void Save_AndLoad_GivesTheSameLayer()
    {
        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{nameof(BayesianLayerTests)}.dat");
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> first = nn.Sequential(("fc", new BayesianLinear(4, 3)));
        using nn.Module<Tensor, Tensor> second = nn.Sequential(("fc", new BayesianLinear(4, 3)));
        first.save(path);
        second.load(path);
        File.Delete(path);
        Tensor inputs = Networks.Inputs(1, 3, 4);
        using PredictiveSamples expected = new VariationalNetwork(first).Sample(inputs);
        using PredictiveSamples got = new VariationalNetwork(second).Sample(inputs);
        Assert.That(Values.Of(got.Values), Is.EqualTo(Values.Of(expected.Values)));
    }

    [TestCaseSource(nameof(Pairs))]
    public void Forward_LeaksNothing(Func<BayesianLayer> bayesian, Func<nn.Module<Tensor, Tensor>> plain, long[] shape)
    {
        Assert.That(plain, Is.Not.Null);
        using Tensor inputs = Networks.Inputs(1, shape);
        Leaks.AssertNone(() =>
        {
            using BayesianLayer layer = bayesian();
            using Tensor random = layer.call(inputs);
            layer.eval();
            using Tensor mean = layer.call(inputs);
            using Tensor kl = layer.Kl();
        });
    }

    [Test]
    public void Forward_WrongShape_ThrowsWithName()
    {
        using BayesianLinear linear = new(4, 3);
        using BayesianConv2d convolution = new(2, 3, 3);
        using BayesianConvTranspose2d transposed = new(2, 3, 3);
        foreach ((BayesianLayer layer, long[] shape) in new (BayesianLayer, long[])[]
        {
            (linear, [2, 5]), (linear, [4]), (convolution, [1, 3, 8, 8]), (convolution, [2, 8, 8]), (transposed, [1, 3, 8, 8]),
        })
        {
            using Tensor bad = zeros(shape);
            Assert.That(
                () => layer.call(bad), Throws.ArgumentException.With.Property("ParamName").EqualTo("input"), string.Join(' ', shape));
        }
    }

    [Test]
    public void Constructors_BadNumbers_ThrowWithName()
    {
        Bad(() => new BayesianLinear(0, 3), "inputs");
        Bad(() => new BayesianLinear(3, 0), "outputs");
        Bad(() => new BayesianConv1d(2, 3, 0), "kernel");
        Bad(() => new BayesianConv2d(2, 3, 3, stride: 0), "stride");
        Bad(() => new BayesianConv3d(2, 3, 3, padding: -1), "padding");
        Bad(() => new BayesianConv2d(4, 3, 3, groups: 2), "groups");
        Bad(() => new BayesianConvTranspose2d(2, 3, 3, outputPadding: -1), "outputPadding");
    }

    private static void Bad(Func<BayesianLayer> make, string name) =>
        Assert.That(() => make(), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo(name));

    private static TestCaseData Pair(
        string name, Func<BayesianLayer> bayesian, Func<nn.Module<Tensor, Tensor>> plain, params long[] shape) =>
        new TestCaseData(bayesian, plain, shape).SetArgDisplayNames(name);
}
