using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Sampling;

[TestFixture]
internal sealed class DropoutInsertionTests
{
    private static readonly McDropoutOptions Few = new() { Draws = 6, Seed = 3 };

    [Test]
    public void Sample_InsertedDropout_EqualsTheSameNetworkWithDropoutLayers()
    {
        using nn.Module<Tensor, Tensor> plain = Plain();
        using nn.Module<Tensor, Tensor> dropped = nn.Sequential(
            ("fc1", nn.Linear(4, 16)), ("act", nn.ReLU()), ("drop", nn.Dropout(0.3)), ("fc2", nn.Linear(16, 3)));
        CopyParameters(plain, dropped);
        using Tensor inputs = Networks.Inputs(1, 5, 4);
        using DropoutInsertion insertion = DropoutInsertion.Before(plain, 0.3, ["fc2"]);
        using PredictiveSamples inserted = new McDropout(insertion, Few).Sample(inputs);
        using PredictiveSamples expected = new McDropout(dropped, Few).Sample(inputs);
        Assert.That(Values.Of(inserted.Values), Is.EqualTo(Values.Of(expected.Values)).Within(1e-6));
    }

    [TestCase(null)]
    [TestCase("conv2")]
    public void Sample_Engine_EqualsWholePasses(string? layer)
    {
        using nn.Module<Tensor, Tensor> network = Networks.Convolutional();
        using Tensor inputs = Networks.Inputs(1, 5, 1, 8, 8);
        using DropoutInsertion insertion = DropoutInsertion.Before(network, 0.5, layer is null ? null : [layer, "fc"]);
        using PredictiveSamples engine = new McDropout(insertion, Few).Sample(inputs);
        using PredictiveSamples whole = new McDropout(insertion, Few with { WholePasses = true }).Sample(inputs);
        Assert.That(Values.Of(engine.Values), Is.EqualTo(Values.Of(whole.Values)).Within(1e-6));
        Assert.That(new McDropout(insertion, Few).Explain(), Does.Contain("fc.dropout (inserted)"));
    }

    [Test]
    public void Sample_LayerInsideABlock_IsDroppedThere()
    {
        using nn.Module<Tensor, Tensor> network = new Block();
        using Tensor inputs = Networks.Inputs(1, 5, 4);
        using DropoutInsertion insertion = DropoutInsertion.Before(network, 0.5);
        McDropout posterior = new(insertion, Few);
        using PredictiveSamples samples = posterior.Sample(inputs);
        using Tensor variance = samples.Variance();
        Assert.That(posterior.Layers, Is.EqualTo(new[] { "fc.dropout" }));
        Assert.That(Values.Of(variance).Sum(), Is.GreaterThan(0.01));
    }

    [Test]
    public void Dispose_NetworkIsWhatItWas()
    {
        using nn.Module<Tensor, Tensor> network = Plain();
        using Tensor inputs = Networks.Inputs(1, 5, 4);
        string[] tree = [.. network.named_modules().Select(entry => entry.name)];
        network.train();
        double[] before = Values.Of(network.call(inputs));
        DropoutInsertion insertion = DropoutInsertion.Before(network, 0.5);
        Assert.That(Values.Of(network.call(inputs)), Is.Not.EqualTo(before), "training with dropout");
        Assert.That(network.named_modules().Select(entry => entry.name), Is.EqualTo(tree));
        network.eval();
        Assert.That(Values.Of(network.call(inputs)), Is.EqualTo(before), "evaluation without");
        network.train();
        insertion.Dispose();
        insertion.Dispose();
        Assert.That(Values.Of(network.call(inputs)), Is.EqualTo(before), "taken out");
        Assert.That(() => new McDropout(insertion), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => new McDropout(network), Throws.ArgumentException);
    }

    [Test]
    public void Training_ManyInputs_DropsTheShareAndKeepsTheMean()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("conv", nn.Conv2d(1, 1, 1, bias: false)));
        using IDisposable noGradient = no_grad();
        ((TorchSharp.Modules.Conv2d)network.children().First()).weight!.fill_(1);
        using DropoutInsertion insertion = DropoutInsertion.Before(network, 0.2, ["conv"]);
        manual_seed(1);
        using RandomStateScope random = new(1);
        double[] got = Values.Of(network.call(ones(4000, 1, 2, 2)));
        Assert.That(got.Chunk(4).Select(map => map.Distinct().Count()), Has.All.EqualTo(1));
        Assert.That(got.Distinct().Order(), Is.EqualTo(new[] { 0, 1.25 }).Within(1e-6));
        Assert.That(got.Average(), Is.EqualTo(1).Within(4 * 0.5 / Math.Sqrt(4000)));
    }

    [Test]
    public void Before_LeaksNothing()
    {
        using nn.Module<Tensor, Tensor> network = Plain();
        using Tensor inputs = Networks.Inputs(1, 5, 4);
        Leaks.AssertNone(() =>
        {
            using DropoutInsertion insertion = DropoutInsertion.Before(network, 0.5);
            using PredictiveSamples samples = new McDropout(insertion, Few).Sample(inputs);
        });
    }

    [Test]
    public void Before_BadArguments_ThrowWithName()
    {
        using nn.Module<Tensor, Tensor> network = Plain();
        foreach (double rate in new[] { 0, 1, double.NaN })
        {
            Assert.That(
                () => DropoutInsertion.Before(network, rate),
                Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("rate"));
        }

        Assert.That(
            () => DropoutInsertion.Before(network, 0.5, ["act"]),
            Throws.ArgumentException.With.Message.Contains("'act'").And.Message.Contains("fc1 (Linear), fc2 (Linear)"));
        using nn.Module<Tensor, Tensor> without = nn.Sequential(("act", nn.ReLU()));
        Assert.That(() => DropoutInsertion.Before(without, 0.5), Throws.ArgumentException.With.Message.Contains("act (ReLU)"));
    }

    private static TorchSharp.Modules.Sequential Plain()
    {
        manual_seed(3);
        return nn.Sequential(("fc1", nn.Linear(4, 16)), ("act", nn.ReLU()), ("fc2", nn.Linear(16, 3)));
    }

    private static void CopyParameters(nn.Module from, nn.Module to)
    {
        using IDisposable noGradient = no_grad();
        foreach ((TorchSharp.Modules.Parameter source, TorchSharp.Modules.Parameter target) in from.parameters().Zip(to.parameters()))
        {
            target.copy_(source);
        }
    }

    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _fc = nn.Linear(4, 3);

        public Block()
            : base(nameof(Block))
        {
            register_module("fc", _fc);
        }

        public override Tensor forward(Tensor input) => _fc.call(input);
    }
}
