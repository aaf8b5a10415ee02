using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Ensembles;

[TestFixture]
internal sealed class SavedEnsembleTests
{
    private static readonly DeepEnsembleOptions Options = new() { Parallelism = 2, BatchSize = 4, MemoryLimit = 88888, WholePasses = true };

    private string _path = null!;
    private Tensor _inputs = null!;

    [SetUp]
    public void Open()
    {
        _path = Path.GetTempFileName();
        _inputs = Networks.Inputs(1, 9, Networks.Features);
    }

    [TearDown]
    public void Close()
    {
        File.Delete(_path);
        _inputs.Dispose();
    }

    [Test]
    public void SaveLoad_IsTheSameToTheBit()
    {
        using DeepEnsemble saved = Trained();
        saved.Save(_path);
        List<int> asked = [];
        using DeepEnsemble loaded = DeepEnsemble.Load(_path, number =>
        {
            asked.Add(number);
            return EnsembleNetworks.Make(100 + number);
        });
        Assert.That(asked, Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(Draw(loaded), Is.EqualTo(Draw(saved)));
        Assert.That(loaded.Members.SelectMany(NetworkModules.Of).Select(entry => entry.Module.training), Is.EqualTo(
            saved.Members.SelectMany(NetworkModules.Of).Select(entry => entry.Module.training)));
        byte[] bytes = File.ReadAllBytes(_path);
        loaded.Save(_path);
        Assert.That(File.ReadAllBytes(_path), Is.EqualTo(bytes), "options and buffers among them");
    }

    /// <summary>Members may differ from each other, and a member's type is its own.</summary>
    [Test]
    public void SaveLoad_DifferentMembers_AreMadeByTheirNumbers()
    {
        nn.Module<Tensor, Tensor>[] Make() =>
            [nn.Sequential(("fc", nn.Linear(4, 3))), nn.Sequential(("a", nn.Linear(4, 5)), ("b", nn.Linear(5, 3)))];
        nn.Module<Tensor, Tensor>[] members = Make();
        nn.Module<Tensor, Tensor>[] fresh = Make();
        using DeepEnsemble given = new(members);
        given.Save(_path);
        using DeepEnsemble loaded = DeepEnsemble.Load(_path, number => fresh[number]);
        Assert.That(Draw(loaded), Is.EqualTo(Draw(given)));
        Array.ForEach(members, member => member.Dispose());
    }

    [Test]
    public void Load_BadFactoryOrFile_ThrowsAndLeaksNothing()
    {
        using (DeepEnsemble saved = Trained())
        {
            saved.Save(_path);
        }

        using nn.Module<Tensor, Tensor> one = EnsembleNetworks.Make(1);
        byte[] bytes = File.ReadAllBytes(_path);
        Assert.That(() => DeepEnsemble.Load(_path, null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("factory"));
        Leaks.AssertNone(() =>
        {
            Assert.That(() => DeepEnsemble.Load(_path, _ => null!), Throws.ArgumentException.With.Property("ParamName").EqualTo("factory"));
            Assert.That(
                () => DeepEnsemble.Load(_path, number => number < 2 ? EnsembleNetworks.Make(1) : Networks.Mlp()),
                Throws.InstanceOf<InvalidDataException>().With.Message.Contains("member2").And.Message.Contains("other parameters"));
            Assert.That(
                () => DeepEnsemble.Load(_path, number => number < 1 ? EnsembleNetworks.Make(1) : throw new InvalidOperationException("stop")),
                Throws.InvalidOperationException.With.Message.EqualTo("stop"));
            File.WriteAllBytes(_path, bytes[..^1]);
            Assert.That(() => DeepEnsemble.Load(_path, EnsembleFactory), Throws.InstanceOf<InvalidDataException>());
            File.WriteAllBytes(_path, bytes);
            DeepEnsemble.Load(_path, EnsembleFactory).Dispose();
        });
        Assert.That(() => DeepEnsemble.Load(_path, _ => one), Throws.ArgumentException.With.Message.Contains("gave one again for member 2"));
    }

    [Test]
    public void Save_Disposed_Throws()
    {
        DeepEnsemble ensemble = Trained();
        ensemble.Dispose();
        Assert.That(() => ensemble.Save(_path), Throws.InstanceOf<ObjectDisposedException>());
    }

    private static nn.Module<Tensor, Tensor> EnsembleFactory(int number) => EnsembleNetworks.Make(number);

    private static DeepEnsemble Trained()
    {
        (Tensor Inputs, Tensor Targets)[] batches = EnsembleNetworks.Batches(2);
        DeepEnsemble ensemble = DeepEnsemble.Train(
            EnsembleNetworks.Make, batches, EnsembleNetworks.MeanSquare, new EnsembleTrainingOptions { Members = 3, Epochs = 2 }, Options);
        foreach ((Tensor inputs, Tensor targets) in batches)
        {
            inputs.Dispose();
            targets.Dispose();
        }

        return ensemble;
    }

    private double[] Draw(DeepEnsemble ensemble)
    {
        using PredictiveSamples samples = ensemble.Sample(_inputs);
        return Values.Of(samples.Values);
    }
}
