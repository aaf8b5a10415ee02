using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Aleatoric;

[TestFixture]
internal sealed class HeadFileTests
{
    private DisposeScope _scope = null!;
    private string _path = null!;

    private static IEnumerable<HeadCase> Heads => HeadCase.All;

    [SetUp]
    public void Open()
    {
        _scope = NewDisposeScope();
        _path = Path.GetTempFileName();
    }

    [TearDown]
    public void Close()
    {
        File.Delete(_path);
        _scope.Dispose();
    }

    [TestCaseSource(nameof(Heads))]
    public void Load_WhatWasSaved_GivesTheSameBits(HeadCase head)
    {
        foreach (ScalarType type in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            using nn.Module<Tensor, Tensor> network = head.Network(type);
            using IDisposable fitted = head.Fit(network, head.Batches(type));
            head.Save(fitted, _path);
            using IDisposable loaded = head.Load(_path, network);
            Tensor inputs = head.Inputs(9, 5, type);
            Assert.That(Values.Of(head.Read(loaded, inputs)), Is.EqualTo(Values.Of(head.Read(fitted, inputs))));
            AleatoricHeadOptions options = loaded is RegressionHead regression ? regression.Options : ((ClassificationHead)loaded).Options;
            Assert.That(options, Is.EqualTo(HeadCase.Few));
        }
    }

    [TestCaseSource(nameof(Heads))]
    public void Load_FileCutAnywhere_IsRefusedAndLeavesNothing(HeadCase head)
    {
        using nn.Module<Tensor, Tensor> network = head.Network();
        using IDisposable fitted = head.Fit(network, head.Batches());
        head.Save(fitted, _path);
        byte[] whole = File.ReadAllBytes(_path);
        Leaks.AssertNone(() =>
        {
            for (int length = 0; length < whole.Length; length += 1 + (whole.Length / 17))
            {
                File.WriteAllBytes(_path, whole[..length]);
                Assert.That(() => head.Load(_path, network), Throws.TypeOf<InvalidDataException>(), $"{length} bytes");
            }
        });
    }

    [Test]
    public void Load_FileOfTheOtherTask_SaysWhatItHolds()
    {
        HeadCase[] heads = [.. HeadCase.All];
        using nn.Module<Tensor, Tensor> network = heads[0].Network();
        using IDisposable regression = heads[0].Fit(network, heads[0].Batches());
        using IDisposable classification = heads[2].Fit(network, heads[2].Batches());
        heads[0].Save(regression, _path);
        Assert.That(
            () => ClassificationHead.Load(_path, network), Throws.TypeOf<InvalidDataException>().With.Message.Contains("aleatoric-head.regression"));
        heads[2].Save(classification, _path);
        Assert.That(
            () => RegressionHead.Load(_path, network), Throws.TypeOf<InvalidDataException>().With.Message.Contains("aleatoric-head.classification"));
    }

    [TestCase("\"version\":\"1\"", "\"version\":\"2\"", "newer")]
    [TestCase("\"uncertainty\"", "\"incertitude\"", "another program")]
    [TestCase("\"gaussian\"", "\"Gaussian\"", "not known")]
    [TestCase("\"noise_draws\":\"8\"", "\"noise_draws\":\"0\"", "noise_draws")]
    [TestCase("\"learning_rate\":\"0.01\"", "\"learning_rate\":\"-.01\"", "LearningRate")]
    [TestCase("\"targets\":\"3\"", "\"targets\":\"2\"", "2 targets")]
    [TestCase("\"features\":\"12\"", "\"features\":\"11\"", "feature_scale")]
    [TestCase("\"beta\":\"0\"", "\"beta\":\"2\"", "beta")]
    [TestCase("\"type\":\"Float32\"", "\"type\":\"Float64\"", "Float64")]
    public void Load_SettingThatDoesNotFit_IsRefused(string old, string changed, string says)
    {
        HeadCase head = HeadCase.All.First();
        using nn.Module<Tensor, Tensor> network = head.Network();
        using IDisposable fitted = head.Fit(network, head.Batches());
        head.Save(fitted, _path);
        byte[] bytes = File.ReadAllBytes(_path);
        string text = System.Text.Encoding.Latin1.GetString(bytes);
        Assert.That(text, Does.Contain(old));
        File.WriteAllBytes(_path, System.Text.Encoding.Latin1.GetBytes(text.Replace(old, changed, StringComparison.Ordinal)));
        Leaks.AssertNone(() => Assert.That(() => head.Load(_path, network), Throws.TypeOf<InvalidDataException>().With.Message.Contains(says)));
    }

    [Test]
    public void Load_NetworkOfAnotherShape_IsRefused()
    {
        HeadCase head = HeadCase.All.First();
        using nn.Module<Tensor, Tensor> network = head.Network();
        using IDisposable fitted = head.Fit(network, head.Batches());
        head.Save(fitted, _path);
        using nn.Module<Tensor, Tensor> wider = nn.Sequential(("3", nn.Linear(4, 13)), ("6", nn.Linear(13, 3)));
        using nn.Module<Tensor, Tensor> more = nn.Sequential(("3", nn.Linear(4, 12)), ("6", nn.Linear(12, 4)));
        using nn.Module<Tensor, Tensor> renamed = nn.Sequential(("3", nn.Linear(4, 12)), ("last", nn.Linear(12, 3)));
        using nn.Module<Tensor, Tensor> none = nn.Sequential(("act", nn.ReLU()));
        Leaks.AssertNone(() =>
        {
            Assert.That(() => head.Load(_path, wider), Throws.TypeOf<InvalidDataException>().With.Message.Contains("[3, 12]; that of the network is [3, 13]"));
            Assert.That(() => head.Load(_path, more), Throws.TypeOf<InvalidDataException>().With.Message.Contains("[4, 12]"));
            Assert.That(() => head.Load(_path, renamed), Throws.TypeOf<InvalidDataException>().With.Message.Contains("'6'"));
            Assert.That(() => head.Load(_path, none), Throws.ArgumentException.With.Property("ParamName").EqualTo("network"));
        });
    }

    /// <summary>A layer of the same name and shape, after which another one runs: only a pass can tell.</summary>
    [Test]
    public void Read_NetworkThatRunsAnotherLayerLast_Throws()
    {
        HeadCase head = HeadCase.All.First();
        using nn.Module<Tensor, Tensor> network = head.Network();
        using IDisposable fitted = head.Fit(network, head.Batches());
        head.Save(fitted, _path);
        using nn.Module<Tensor, Tensor> longer = nn.Sequential(("3", nn.Linear(4, 12)), ("6", nn.Linear(12, 3)), ("7", nn.Linear(3, 3)));
        using IDisposable loaded = head.Load(_path, longer);
        Assert.That(
            () => head.Read(loaded, head.Inputs(1, 2)),
            Throws.InvalidOperationException.With.Message.Contains("12 features before the layer '6'").And.Message.Contains("before '7'"));
    }

    [Test]
    public void Load_Families_AreThoseThatWereSaved()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        (Tensor, Tensor)[] batches = [(Networks.Inputs(1, 20, 4), Networks.Inputs(2, 20, 3))];
        LocationScaleOutput[] families =
        [
            new GaussianOutput(3, 0.5), new FullGaussianOutput(3), new LaplaceOutput(3), new StudentTOutput(3, 4.25), new StudentTOutput(3),
        ];
        IEnumerable<Type> known = typeof(LocationScaleOutput).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LocationScaleOutput)) && !type.IsAbstract);
        Assert.That(families.Select(family => family.GetType()).Distinct(), Is.EquivalentTo(known), "a family without a place in the files");
        Tensor inputs = Networks.Inputs(3, 4, 4);
        foreach (LocationScaleOutput family in families)
        {
            using RegressionHead fitted = RegressionHead.Fit(network, batches, family, HeadCase.Few);
            fitted.Save(_path);
            using RegressionHead loaded = RegressionHead.Load(_path, network);
            Assert.That(Values.Of(loaded.Raw(inputs)), Is.EqualTo(Values.Of(fitted.Raw(inputs))));
            Assert.That(loaded.Output.GetType(), Is.EqualTo(family.GetType()));
            Assert.That((loaded.Output as GaussianOutput)?.Beta, Is.EqualTo((family as GaussianOutput)?.Beta));
            Assert.That((loaded.Output as StudentTOutput)?.DegreesOfFreedom, Is.EqualTo((family as StudentTOutput)?.DegreesOfFreedom));
        }
    }
}
