using TorchSharp;
using Uncertainty.Bnn.Tests.Engine;
using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Inference;

[TestFixture]
internal sealed class VariationalNetworkFileTests
{
    private string _path = null!;
    private Tensor _inputs = null!;

    [SetUp]
    public void Open()
    {
        _path = Path.GetTempFileName();
        _inputs = Networks.Inputs(1, 6, Networks.Features);
    }

    [TearDown]
    public void Close()
    {
        File.Delete(_path);
        _inputs.Dispose();
    }

    private static IEnumerable<TestCaseData> Kinds()
    {
        yield return Case("Built", () => Built());
        yield return Case("Converted", () => Converted());
        yield return Case("ConvertedAroundTheTrained", () => Converted(new ConversionOptions { PriorAtTrainedWeights = true, Layers = ["6"] }));
        yield return Case("Concrete", () => nn.Sequential(("fc1", nn.Linear(4, 8)), ("fc2", ConcreteNetworks.Concrete(nn.Linear(8, 3), 0.4))));
        yield return Case("Noise", () => nn.Sequential(("fc1", nn.Linear(4, 8)), ("fc2", new VariationalDropout(nn.Linear(8, 3)))));

        static TestCaseData Case(string name, Func<nn.Module<Tensor, Tensor>> make) => new TestCaseData(make).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Kinds))]
    public void Load_WhatWasSaved_GivesTheSameDrawsToTheBit(Func<nn.Module<Tensor, Tensor>> make)
    {
        using nn.Module<Tensor, Tensor> network = make();
        Stir(network, 1);
        VariationalNetworkOptions options = new() { Draws = 4, Seed = 8, BatchSize = 5, MemoryLimit = 1 << 20, WholePasses = true };
        VariationalNetwork posterior = new(network, options);
        double[] expected = Draw(posterior);
        posterior.Save(_path);
        Assert.That(Draw(posterior), Is.EqualTo(expected), "after saving");

        using nn.Module<Tensor, Tensor> other = make();
        Stir(other, 2);
        Assert.That(Draw(new VariationalNetwork(other, options)), Is.Not.EqualTo(expected), "before loading");
        VariationalNetwork loaded = VariationalNetwork.Load(_path, other);
        Assert.That(Draw(loaded), Is.EqualTo(expected));
        Assert.That(loaded.Draws, Is.EqualTo(4));
        Assert.That(NetworkState.Of([other]), Is.EqualTo(NetworkState.Of([network])));

        // The options as well, to the byte.
        byte[] first = File.ReadAllBytes(_path);
        loaded.Save(_path);
        Assert.That(File.ReadAllBytes(_path), Is.EqualTo(first));
    }

    [Test]
    public void Load_Converted_CanStillBeTakenBackToWhatTheSavedWasMadeOf()
    {
        using BayesianNetwork network = Converted();
        double[] trained = Values.Of(network.Network.parameters().First());
        using (no_grad())
        {
            network.Network.parameters().First().add_(1);
        }

        new VariationalNetwork(network).Save(_path);
        using BayesianNetwork other = Converted();
        Stir(other, 2);
        VariationalNetwork.Load(_path, other);
        other.Revert();
        Assert.That(Values.Of(other.Network.parameters().First()), Is.EqualTo(trained));
    }

    private static IEnumerable<TestCaseData> Others()
    {
        yield return Case("Wider", () => Built(width: 9), "modules|tensors");
        yield return Case("WithoutBias", () => Built(bias: false), "tensors");
        yield return Case("Activation", () => Built(activation: nn.Tanh()), "modules");
        yield return Case("Prior", () => Built(new BayesianLayerOptions { Prior = new NormalPrior { StandardDeviation = 0.1 } }), "layers");
        yield return Case("PriorKind", () => Built(new BayesianLayerOptions { Prior = new LogUniformPrior() }), "layers");
        yield return Case("Mixture", () => Built(new BayesianLayerOptions { Prior = new ScaleMixturePrior() }), "layers");
        yield return Case("Estimator", () => Built(new BayesianLayerOptions { Estimator = WeightEstimator.Reparameterisation }), "layers");
        yield return Case("Double", () => Built().to(ScalarType.Float64), "tensors");
        yield return Case("Converted", () => Converted(), "modules");

        static TestCaseData Case(string name, Func<nn.Module<Tensor, Tensor>> make, string part) =>
            new TestCaseData(make, part).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Others))]
    public void Load_IntoAnotherNetwork_IsRefusedBeforeAnythingChanges(Func<nn.Module<Tensor, Tensor>> make, string part)
    {
        using nn.Module<Tensor, Tensor> network = Built();
        new VariationalNetwork(network).Save(_path);
        using nn.Module<Tensor, Tensor> other = make();
        string before = NetworkState.Of([other]);
        Assert.That(
            () => VariationalNetwork.Load(_path, other),
            Throws.InstanceOf<InvalidDataException>().With.Message.Matches($"of its ({part}), number"));
        Assert.That(NetworkState.Of([other]), Is.EqualTo(before));
    }

    [Test]
    public void Load_OptionsOfLearntDropout_MustBeTheSame()
    {
        using nn.Module<Tensor, Tensor> network = Concrete(new ConcreteDropoutOptions { Temperature = 0.2 });
        using nn.Module<Tensor, Tensor> other = Concrete(new ConcreteDropoutOptions { Temperature = 0.3 });
        new VariationalNetwork(network).Save(_path);
        Assert.That(
            () => VariationalNetwork.Load(_path, other),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("temperature 0.2").And.Message.Contains("temperature 0.3"));

        static nn.Module<Tensor, Tensor> Concrete(ConcreteDropoutOptions options) =>
            nn.Sequential(("fc", new ConcreteDropout(nn.Linear(4, 3), options)));
    }

    [Test]
    public void Load_DamagedOrForeignFiles_AreRefusedBeforeAnythingChanges()
    {
        using nn.Module<Tensor, Tensor> network = Built();
        new VariationalNetwork(network).Save(_path);
        byte[] whole = File.ReadAllBytes(_path);
        using nn.Module<Tensor, Tensor> other = Built();
        Stir(other, 3);
        string before = NetworkState.Of([other]);
        foreach (byte[] bad in new[] { whole[..^1], whole[..40], [], [.. whole, 0], [.. "no such file"u8] })
        {
            File.WriteAllBytes(_path, bad);
            Assert.That(() => VariationalNetwork.Load(_path, other), Throws.InstanceOf<InvalidDataException>());
        }

        TensorFile.Save(_path, "swag", 1, [], []);
        Assert.That(() => VariationalNetwork.Load(_path, other), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("saved swag"));
        TensorFile.Save(_path, "variational network", 2, [], []);
        Assert.That(() => VariationalNetwork.Load(_path, other), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("newer"));
        Assert.That(() => VariationalNetwork.Load(_path + ".none", other), Throws.InstanceOf<FileNotFoundException>());
        Assert.That(NetworkState.Of([other]), Is.EqualTo(before));
    }

    [Test]
    public void SaveAndLoad_BadArguments_Throw()
    {
        using nn.Module<Tensor, Tensor> plain = nn.Sequential(("fc", nn.Linear(4, 3)));
        using nn.Module<Tensor, Tensor> network = Built();
        VariationalNetwork posterior = new(network);
        posterior.Save(_path);
        Assert.That(() => VariationalNetwork.Load(_path, null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("network"));
        Assert.That(() => VariationalNetwork.Load(_path, plain), Throws.ArgumentException.With.Property("ParamName").EqualTo("network"));
        Assert.That(() => posterior.Save(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("path"));
        using (no_grad())
        {
            network.parameters().First().fill_(double.NaN);
        }

        Assert.That(() => posterior.Save(_path), Throws.InvalidOperationException.With.Message.Contains("'fc1.weight_mean'"));
        BayesianNetwork converted = Converted();
        VariationalNetwork gone = new(converted);
        converted.Revert();
        Assert.That(() => gone.Save(_path), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void SaveAndLoad_LeakNothing()
    {
        using nn.Module<Tensor, Tensor> network = Built();
        VariationalNetwork posterior = new(network);
        Leaks.AssertNone(() =>
        {
            posterior.Save(_path);
            VariationalNetwork.Load(_path, network);
        });
    }

    private double[] Draw(VariationalNetwork posterior)
    {
        using PredictiveSamples samples = posterior.Sample(_inputs);
        return Values.Of(samples.Values);
    }

    /// <summary>Gives all parameters and running statistics other values.</summary>
    private static void Stir(nn.Module network, long seed)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach (Tensor tensor in network.parameters().Concat(network.buffers()).Where(tensor => is_floating_point(tensor.dtype)))
        {
            tensor.add_(Networks.Inputs(seed, tensor.shape).abs() * 0.2);
        }
    }

    private static nn.Module<Tensor, Tensor> Built(
        BayesianLayerOptions? options = null, long width = 8, bool bias = true, nn.Module<Tensor, Tensor>? activation = null)
    {
        manual_seed(4);
        return nn.Sequential(
            ("fc1", new BayesianLinear(Networks.Features, width, bias, options)),
            ("norm", nn.BatchNorm1d(width)),
            ("act", activation ?? nn.ReLU()),
            ("fc2", new BayesianLinear(width, 3, options: options)));
    }

    private static BayesianNetwork Converted(ConversionOptions? options = null) => Networks.Mlp(batchNorm: true).ToBayesian(options);
}
