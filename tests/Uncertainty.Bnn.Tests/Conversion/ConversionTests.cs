using TorchSharp;
using TorchSharp.Modules;
using Uncertainty.Bnn.Tests.Engine;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Conversion;

[TestFixture]
internal sealed class ConversionTests
{
    private static readonly VariationalNetworkOptions Few = new() { Draws = 5, Seed = 3 };

    public static IEnumerable<TestCaseData> Trained()
    {
        yield return Case("Sequential", () => Networks.Mlp(0.0), null, Networks.Features);
        yield return Case("Sequential with BatchNorm", () => Networks.Mlp(0.0, batchNorm: true), null, Networks.Features);
        yield return Case("chosen layer", () => Networks.Mlp(0.0), ["6"], Networks.Features);
        yield return Case("convolutional", () => Networks.Convolutional(), ["fc"], 1, 8, 8);
        yield return Case("own forward", () => new OwnNetworks.FieldsInARow(), null, 6);
        yield return Case("own forward that says where it can be cut", () => new OwnNetworks.Split(), ["fc2"], 6);
        yield return Case("residual block", () => new OwnNetworks.ResidualBlock(6), null, 6);
        yield return Case("features and classifier", () => new OwnNetworks.Classifier(), ["classifier.fc1", "classifier.fc3"], 2, 6, 6);
    }

    [TestCaseSource(nameof(Trained))]
    public void ToBayesian_EvaluationMode_KeepsTheOutputsBitForBit(
        Func<nn.Module<Tensor, Tensor>> make, ConversionOptions options, long[] shape)
    {
        using nn.Module<Tensor, Tensor> network = make();
        network.eval();
        using Tensor inputs = Networks.Inputs(1, [4, .. shape]);
        double[] before = Run(network, inputs);
        using BayesianNetwork bayesian = network.ToBayesian(options);
        Assert.That(Run(bayesian, inputs), Is.EqualTo(before));
        Assert.That(Run(network, inputs), Is.EqualTo(before));
        bayesian.train();
        double[] random = Run(bayesian, inputs);
        Assert.That(Run(bayesian, inputs), Is.Not.EqualTo(random), "training mode");
        Assert.That(bayesian.parameters().Count(), Is.GreaterThan(network.parameters().Count()));
    }

    [TestCaseSource(nameof(Trained))]
    public void Revert_AfterTraining_NetworkIsWhatItWasBitForBit(
        Func<nn.Module<Tensor, Tensor>> make, ConversionOptions options, long[] shape)
    {
        using nn.Module<Tensor, Tensor> network = make();
        network.eval();
        using Tensor inputs = Networks.Inputs(1, [4, .. shape]);
        string[] tree = [.. network.named_modules().Select(entry => entry.name)];
        Dictionary<string, double[]> before = Parameters(network);
        double[] outputs = Run(network, inputs);
        BayesianNetwork bayesian = network.ToBayesian(options);
        string[] converted = [.. bayesian.Layers];
        using Tensor targets = zeros_like(network.call(inputs)).detach();
        if (network is OwnNetworks.Split or OwnNetworks.ResidualBlock)
        {
            // They work in place on what a gradient needs, and cannot be trained.
            using IDisposable noGradient = no_grad();
            bayesian.parameters().ToList().ForEach(parameter => parameter.mul_(1.5));
        }
        else
        {
            Svi.Train(bayesian, [(inputs, targets)], (got, wanted) => nn.functional.mse_loss(got, wanted), 4, new SviOptions { Epochs = 2 });
        }

        Dictionary<string, double[]> trained = Parameters(network);
        Assert.That(converted.Select(name => trained[$"{name}.weight"].SequenceEqual(before[$"{name}.weight"])), Has.None.True);
        bayesian.Revert();
        Dictionary<string, double[]> after = Parameters(network);
        foreach (string name in converted)
        {
            Assert.That(after[$"{name}.weight"], Is.EqualTo(before[$"{name}.weight"]), name);
            Assert.That(after[$"{name}.bias"], Is.EqualTo(before[$"{name}.bias"]), name);
        }

        Assert.That(network.named_modules().Select(entry => entry.name), Is.EqualTo(tree));
        Assert.That(() => bayesian.Revert(), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => new VariationalNetwork(bayesian), Throws.InstanceOf<ObjectDisposedException>());
        if (options.Layers is null && !network.buffers().Any())
        {
            Assert.That(Run(network, inputs), Is.EqualTo(outputs));
        }

        network.train();
        Assert.That(Run(network, inputs).All(double.IsFinite), "the network goes on working");
    }

    [TestCaseSource(nameof(Trained))]
    public void Sample_Converted_EngineEqualsWholePasses(
        Func<nn.Module<Tensor, Tensor>> make, ConversionOptions options, long[] shape)
    {
        using nn.Module<Tensor, Tensor> network = make();
        using Tensor inputs = Networks.Inputs(1, [7, .. shape]);
        using BayesianNetwork bayesian = network.ToBayesian(options);
        double[] whole = Draw(bayesian, inputs, Few with { WholePasses = true });
        Assert.That(Draw(bayesian, inputs, Few), Is.EqualTo(whole).Within(1e-5));
        Assert.That(Draw(bayesian, inputs, Few with { BatchSize = 1 }), Is.EqualTo(whole).Within(1e-5));
        Assert.That(whole.Chunk(whole.Length / 5).Select(draw => string.Join(' ', draw)), Is.Unique);
    }

    [Test]
    public void Sample_Converted_EqualsTheSameNetworkOfBayesianLayers()
    {
        using nn.Module<Tensor, Tensor> plain = Networks.Mlp(0.0);
        using nn.Module<Tensor, Tensor> built = nn.Sequential(
            ("0", new BayesianLinear(Networks.Features, 16)),
            ("1", nn.ReLU()),
            ("3", new BayesianLinear(16, 12)),
            ("4", nn.ReLU()),
            ("6", new BayesianLinear(12, Networks.Classes)));
        using (no_grad())
        {
            foreach ((string name, Parameter parameter) in plain.named_parameters())
            {
                built.get_parameter($"{name}_mean")!.copy_(parameter);
            }
        }

        using Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        using BayesianNetwork converted = plain.ToBayesian();
        Assert.That(Draw(converted, inputs, Few), Is.EqualTo(Draw(built, inputs, Few)).Within(1e-6));
        using Tensor expected = new Elbo(built, (outputs, _) => outputs.mean(), 1).Kl();
        using Tensor got = converted.Kl();
        Assert.That(got.item<float>(), Is.EqualTo(expected.item<float>()).Within(1e-2));
    }

    [Test]
    public void ToBayesian_Convolutions_AreConvertedWhereTheyTellHowTheyMove()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Convolutional();
        network.eval();
        if (WeightOperation.Of(network.named_modules().First(entry => entry.name == "conv1").module) is null)
        {
            Assert.That(() => network.ToBayesian(), Throws.ArgumentException.With.Message.Contains("conv1"));
            return;
        }

        using Tensor inputs = Networks.Inputs(1, 5, 1, 8, 8);
        double[] before = Run(network, inputs);
        using BayesianNetwork bayesian = network.ToBayesian();
        Assert.That(bayesian.Layers, Is.EqualTo(new[] { "conv1", "conv2", "fc" }));
        Assert.That(Run(bayesian, inputs), Is.EqualTo(before));
        double[] whole = Draw(bayesian, inputs, Few with { WholePasses = true });
        Assert.That(Draw(bayesian, inputs, Few), Is.EqualTo(whole).Within(1e-5));
        bayesian.train();
        Assert.That(Run(bayesian, inputs), Is.Not.EqualTo(before));
    }

    [Test]
    public void ToBayesian_RelativeDeviation_IsTheShareOfEachWeightAndAtLeastTheOther()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("fc", nn.Linear(2, 2, false)));
        using (no_grad())
        {
            network.get_parameter("fc.weight")!.copy_(tensor(new float[] { 0.5f, -0.25f, 0, 0.001f }).reshape(2, 2));
        }

        ConversionOptions options = new() { Deviation = 0.01, RelativeDeviation = 0.1, PriorAtTrainedWeights = true };
        using BayesianNetwork bayesian = network.ToBayesian(options);
        double[] deviations = [.. Values.Of(bayesian.get_parameter("posterior_fc.weight_rho")!).Select(rho => Math.Log(1 + Math.Exp(rho)))];
        Assert.That(deviations, Is.EqualTo(new[] { 0.05, 0.025, 0.01, 0.01 }).Within(1e-7));

        // The prior sits on the trained weights: only the deviations count.
        double expected = deviations.Sum(deviation => -Math.Log(deviation) + (deviation * deviation / 2) - 0.5);
        Assert.That(bayesian.Kl().item<float>(), Is.EqualTo(expected).Within(1e-5));
    }

    [Test]
    public void Dispose_NetworkKeepsTheMeans()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(0.0);
        using Tensor inputs = Networks.Inputs(1, 3, Networks.Features);
        BayesianNetwork bayesian = network.ToBayesian();
        using (no_grad())
        {
            network.parameters().First().fill_(0.25);
        }

        bayesian.Dispose();
        bayesian.Dispose();
        Assert.That(Values.Of(network.parameters().First()), Has.All.EqualTo(0.25));
        network.train();
        double[] certain = Run(network, inputs);
        Assert.That(Run(network, inputs), Is.EqualTo(certain));
        using BayesianNetwork again = network.ToBayesian();
        Assert.That(again.Layers, Has.Count.EqualTo(3));
    }

    [Test]
    public void Save_AndLoad_GivesTheSameDraws()
    {
        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{nameof(ConversionTests)}.dat");
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(0.0);
        using nn.Module<Tensor, Tensor> other = Networks.Mlp(0.0);
        using Tensor inputs = Networks.Inputs(1, 3, Networks.Features);
        using BayesianNetwork first = network.ToBayesian(new ConversionOptions { Deviation = 0.3 });
        using BayesianNetwork second = other.ToBayesian();
        first.save(path);
        second.load(path);
        File.Delete(path);
        Assert.That(Draw(second, inputs, Few), Is.EqualTo(Draw(first, inputs, Few)));
    }

    [Test]
    public void ToBayesian_LeaksNothing()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(0.0);
        using Tensor inputs = Networks.Inputs(1, 3, Networks.Features);
        Leaks.AssertNone(() =>
        {
            using BayesianNetwork bayesian = network.ToBayesian();
            bayesian.train();
            using Tensor random = bayesian.call(inputs);
            using Tensor kl = bayesian.Kl();
            bayesian.Revert();
        });
    }

    [Test]
    public void ToBayesian_BadArguments_ThrowWithName()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(0.0);
        Assert.That(
            () => network.ToBayesian(new ConversionOptions { Layers = ["1"] }),
            Throws.ArgumentException.With.Message.Contains("'1'").And.Message.Contains("0 (Linear), 3 (Linear), 6 (Linear)"));
        using nn.Module<Tensor, Tensor> without = nn.Sequential(("act", nn.ReLU()));
        Assert.That(() => without.ToBayesian(), Throws.ArgumentException.With.Message.Contains("act (ReLU)"));
        using nn.Module<Tensor, Tensor> bayesian = nn.Sequential(("fc", new BayesianLinear(2, 2)));
        Assert.That(() => bayesian.ToBayesian(), Throws.ArgumentException.With.Message.Contains("'fc'"));
        using BayesianNetwork converted = network.ToBayesian();
        Assert.That(() => converted.ToBayesian(), Throws.ArgumentException);
        Assert.That(() => network.ToBayesian(), Throws.ArgumentException.With.Message.Contains("already"));
        foreach (double bad in new[] { 0, -0.1, double.NaN })
        {
            Assert.That(() => new ConversionOptions { Deviation = bad }, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new ConversionOptions { RelativeDeviation = bad }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        }
    }

    private static double[] Run(nn.Module<Tensor, Tensor> network, Tensor inputs)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        return Values.Of(network.call(inputs.clone()));
    }

    private static Dictionary<string, double[]> Parameters(nn.Module network) =>
        network.named_parameters().ToDictionary(entry => entry.name, entry => Values.Of(entry.parameter));

    private static double[] Draw(nn.Module<Tensor, Tensor> network, Tensor inputs, VariationalNetworkOptions options)
    {
        using PredictiveSamples samples = new VariationalNetwork(network, options).Sample(inputs);
        return Values.Of(samples.Values);
    }

    private static TestCaseData Case(string name, Func<nn.Module<Tensor, Tensor>> make, string[]? layers, params long[] shape) =>
        new TestCaseData(make, new ConversionOptions { Layers = layers, Deviation = 0.1 }, shape).SetArgDisplayNames(name);
}
