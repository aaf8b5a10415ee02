using TorchSharp;
using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Sampling;

[TestFixture]
internal sealed class SavedMcBatchNormTests
{
    private string _path = null!;
    private Tensor[] _batches = null!;

    [SetUp]
    public void Open()
    {
        _path = Path.GetTempFileName();
        _batches = [.. Enumerable.Range(1, 3).Select(seed => Networks.Inputs(seed, 6, Networks.Features))];
    }

    [TearDown]
    public void Close()
    {
        File.Delete(_path);
        Array.ForEach(_batches, batch => batch.Dispose());
    }

    [TestCase(false)]
    [TestCase(true)]
    public void SaveLoad_IsTheSameToTheBit(bool wholePasses)
    {
        using nn.Module<Tensor, Tensor> network = Network();
        McBatchNormOptions options = new() { Draws = 3, BatchSize = 4, MemoryLimit = 77777, WholePasses = wholePasses };
        using McBatchNorm saved = McBatchNorm.Fit(network, _batches, options);
        saved.Save(_path);
        network.train();
        string before = NetworkState.Of([network]);
        using McBatchNorm loaded = McBatchNorm.Load(_path, network);
        Assert.That(NetworkState.Of([network]), Is.EqualTo(before));
        Assert.That((loaded.Draws, loaded.Explain()), Is.EqualTo((3, saved.Explain())));
        Assert.That(loaded.Layers, Is.EqualTo(new[] { "norm", "norm2" }));
        Assert.That(Draw(loaded), Is.EqualTo(Draw(saved)));
        byte[] bytes = File.ReadAllBytes(_path);
        loaded.Save(_path);
        Assert.That(File.ReadAllBytes(_path), Is.EqualTo(bytes));
    }

    [Test]
    public void Load_OtherNetworkOrFile_ThrowsAndLeaksNothing()
    {
        using nn.Module<Tensor, Tensor> network = Network();
        using nn.Module<Tensor, Tensor> without = nn.Sequential(("fc", nn.Linear(4, 3)));
        using nn.Module<Tensor, Tensor> other = nn.Sequential(("norm", nn.BatchNorm1d(4)), ("norm2", nn.BatchNorm1d(4)));
        using (McBatchNorm saved = McBatchNorm.Fit(network, _batches, new McBatchNormOptions { Draws = 2 }))
        {
            saved.Save(_path);
        }

        byte[] bytes = File.ReadAllBytes(_path);
        Leaks.AssertNone(() =>
        {
            Assert.That(() => McBatchNorm.Load(_path, without), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("no BatchNorm1d"));
            Assert.That(() => McBatchNorm.Load(_path, other), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("running_mean.norm"));
            File.WriteAllBytes(_path, bytes[..^1]);
            Assert.That(() => McBatchNorm.Load(_path, network), Throws.InstanceOf<InvalidDataException>());
            File.WriteAllBytes(_path, bytes);
            McBatchNorm.Load(_path, network).Dispose();
        });
        Assert.That(() => McBatchNorm.Load(_path, null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("network"));
    }

    [Test]
    public void Disposed_Throws()
    {
        using nn.Module<Tensor, Tensor> network = Network();
        McBatchNorm posterior = McBatchNorm.Fit(network, _batches, new McBatchNormOptions { Draws = 2 });
        posterior.Dispose();
        posterior.Dispose();
        Assert.That(() => posterior.Save(_path), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => posterior.Visit(_batches[0], (_, _, _) => { }), Throws.InstanceOf<ObjectDisposedException>());
    }

    private static nn.Module<Tensor, Tensor> Network()
    {
        manual_seed(3);
        return nn.Sequential(
            ("fc", nn.Linear(4, 6)), ("norm", nn.BatchNorm1d(6, 0.01)), ("act", nn.Tanh()), ("norm2", nn.BatchNorm1d(6)), ("fc2", nn.Linear(6, 3)));
    }

    private double[] Draw(McBatchNorm posterior)
    {
        using DisposeScope scope = NewDisposeScope();
        using PredictiveSamples samples = posterior.Sample(_batches[0]);
        return Values.Of(samples.Values);
    }
}
