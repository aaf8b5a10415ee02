using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Sampling;

[TestFixture]
internal sealed class ScriptMcDropoutTests
{
    private static readonly ScriptMcDropoutOptions Few = new() { Draws = 4, Seed = 3 };

    private jit.ScriptModule<Tensor, Tensor> _network = null!;
    private Tensor _inputs = null!;

    [SetUp]
    public void Open()
    {
        _network = ScriptNetworks.Classifier();
        _inputs = Networks.Inputs(1, 6, Networks.Features);
    }

    [TearDown]
    public void Close()
    {
        _inputs.Dispose();
        _network.Dispose();
    }

    [Test]
    public void Layers_ScriptedNetwork_AreTheDropoutModulesAlone()
    {
        Assert.That(new ScriptMcDropout(_network).Layers, Is.EqualTo(new[] { "drop" }));
        using jit.ScriptModule<Tensor, Tensor> kinds = ScriptNetworks.OfManyKinds();
        string before = NetworkState.Of([kinds]);
        Assert.That(new ScriptMcDropout(kinds).Layers, Is.EquivalentTo(new[] { "inplace", "channels" }));
        Assert.That(NetworkState.Of([kinds]), Is.EqualTo(before));
    }

    [Test]
    public void Sample_EqualsTheNetworkInPlainCallsWithItsMasks()
    {
        // In evaluation mode but for the dropout, and a seed for each draw: what the sampler documents, call by call.
        using PredictiveSamples samples = new ScriptMcDropout(_network, Few).Sample(_inputs);
        _network.eval();
        nn.Module[] modules = [.. _network.named_modules().Select(entry => entry.module)];
        modules.Single(module => !module.parameters().Any() && IsDropout(module)).train();
        List<double> expected = [];
        for (int draw = 0; draw < Few.Draws; draw++)
        {
            manual_seed(Seeds.Derive(Few.Seed, draw));
            using Tensor output = _network.call(_inputs);
            expected.AddRange(Values.Of(output));
        }

        Array.ForEach(modules, module => module.Dispose());
        Assert.That(Values.Of(samples.Values), Is.EqualTo(expected));

        static bool IsDropout(nn.Module module)
        {
            module.train();
            using Tensor input = ones(100);
            using Tensor output = (Tensor)((jit.ScriptModule)module).call(input);
            module.eval();
            return Values.Of(output).Contains(2);
        }
    }

    [Test]
    public void Sample_MeanOfManyDraws_NearsEvaluationModeWhereTheRestIsLinear()
    {
        using PredictiveSamples samples = new ScriptMcDropout(_network, Few with { Draws = 2000 }).Sample(_inputs);
        using Tensor mean = samples.Mean();
        using Tensor variance = samples.Variance();
        double[] error = [.. Values.Of(variance).Select(value => Math.Sqrt(value / 2000))];
        using Tensor plain = _network.call(_inputs);
        double[] expected = Values.Of(plain);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.That(error[i], Is.GreaterThan(0));
            Assert.That(Values.Of(mean)[i], Is.EqualTo(expected[i]).Within(4.5 * error[i]));
        }
    }

    [Test]
    public void Sample_OneInputABatch_MakesDrawsFunctions()
    {
        PosteriorAssertions.AssertReversible(new ScriptMcDropout(_network, Few with { BatchSize = 1 }), _inputs);
    }

    [Test]
    public void Sample_FunctionalDropout_IsSwitchedByTheNameOfItsModule()
    {
        using jit.ScriptModule<Tensor, Tensor> network = ScriptNetworks.WithFunction();
        network.train();
        Assert.That(() => new ScriptMcDropout(network), Throws.ArgumentException.With.Message.Contains("(network), norm"));
        string before = NetworkState.Of([network]);
        using PredictiveSamples samples = new ScriptMcDropout(network, Few with { Layers = ["(network)"] }).Sample(_inputs);
        Assert.That(NetworkState.Of([network]), Is.EqualTo(before));

        // BatchNorm below must have used its running statistics: x + 0.5, dropped or doubled.
        double[] plain = Values.Of(_inputs);
        double[] got = Values.Of(samples.Values);
        for (int i = 0; i < got.Length; i++)
        {
            Assert.That(got[i], Is.EqualTo(0).Or.EqualTo(2 * (plain[i % plain.Length] + 0.5)).Within(1e-4));
        }

        Assert.That(got, Has.Some.EqualTo(0).And.Some.Not.EqualTo(0));
    }

    [Test]
    public void New_TracedDropout_ThrowsWithTheModulesAndTheReason()
    {
        using jit.ScriptModule<Tensor, Tensor> traced = ScriptNetworks.Classifier("Traced");
        Assert.That(
            () => new ScriptMcDropout(traced),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("network")
                .And.Message.Contains("traced or frozen").And.Message.Contains("(network), fc, norm, act, drop, head"));
    }

    [Test]
    public void Visit_NamedModuleThatIsNotRandom_ThrowsInsteadOfNoUncertainty()
    {
        ScriptMcDropout posterior = new(_network, Few with { Layers = ["act"] });
        Assert.That(() => posterior.Sample(_inputs), Throws.InvalidOperationException.With.Message.Contains("no uncertainty"));
    }

    [Test]
    public void New_BadLayers_ThrowWithTheReason()
    {
        AssertSays("it has: (network), fc", ["dropout"]);
        AssertSays("running_mean", ["norm"]);
        AssertSays("empty", []);

        void AssertSays(string text, string[] layers) =>
            Assert.That(
                () => new ScriptMcDropout(_network, Few with { Layers = layers }),
                Throws.ArgumentException.With.Property("ParamName").EqualTo("network").And.Message.Contains(text));
    }

    [Test]
    public void New_FindsWithoutATrace()
    {
        _network.train();
        manual_seed(4);
        string before = NetworkState.Of([_network]);
        _ = new ScriptMcDropout(_network);
        Assert.That(NetworkState.Of([_network]), Is.EqualTo(before));
        Leaks.AssertNone(() => _ = new ScriptMcDropout(_network));
    }

    [Test]
    public void New_Null_ThrowsWithName() =>
        Assert.That(() => new ScriptMcDropout(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("network"));

    [Test]
    public void Options_OutOfRange_ThrowWithName() =>
        Assert.That(
            () => new ScriptMcDropoutOptions { Draws = 0 },
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("Draws"));
}
