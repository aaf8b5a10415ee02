using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Sampling;

/// <summary>What MC dropout must leave as it found it, and what it must refuse.</summary>
[TestFixture]
internal sealed class McDropoutCareTests
{
    private static readonly McDropoutOptions Few = new() { Draws = 4 };

    [TestCase(true)]
    [TestCase(false)]
    public void Visit_ModesOfAllModules_AreAsBefore(bool training)
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        using Tensor inputs = Networks.Inputs(1, 3, Networks.Features);
        network.train(training);
        network.children().Last().train(!training);
        bool[] before = [network.training, .. network.children().Select(child => child.training)];
        new McDropout(network, Few).Visit(inputs, (_, _, _) => { });
        Assert.That(network.children().Select(child => child.training).Prepend(network.training), Is.EqualTo(before));
    }

    [Test]
    public void Visit_WeightsAndRunningStatistics_AreAsBefore()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        using Tensor inputs = Networks.Inputs(1, 30, Networks.Features);
        network.train();
        double[][] before = State(network);
        new McDropout(network, Few).Visit(inputs, (_, _, _) => { });
        Assert.That(State(network), Is.EqualTo(before));
    }

    [Test]
    public void Visit_GlobalRandomState_IsAsBefore()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 3, Networks.Features);
        manual_seed(99);
        double[] expected = Values.Of(randn(5));
        manual_seed(99);
        new McDropout(network, Few).Visit(inputs, (_, _, _) => { });
        Assert.That(Values.Of(randn(5)), Is.EqualTo(expected));
    }

    [Test]
    public void Visit_VisitorThrows_LeavesModeAndHooksAsBefore()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 3, Networks.Features);
        network.eval();
        double[] plain = Values.Of(network.call(inputs));
        network.train();
        McDropout dropout = new(network, Few);
        Assert.That(
            () => dropout.Visit(inputs, (_, _, _) => throw new InvalidDataException("stop")), Throws.InstanceOf<InvalidDataException>());
        Assert.That(network.training, Is.True);
        network.eval();
        Assert.That(Values.Of(network.call(inputs)), Is.EqualTo(plain));
        Assert.That(is_grad_enabled(), Is.True);
    }

    [Test]
    public void Visit_Cancelled_ThrowsAndRestores()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 3, Networks.Features);
        using CancellationTokenSource source = new();
        network.train();
        int seen = 0;
        void Visit(int draw, long first, Tensor outputs)
        {
            seen++;
            source.Cancel();
        }

        Assert.That(
            () => new McDropout(network, Few).Visit(inputs, Visit, source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(seen, Is.EqualTo(1));
        Assert.That(network.training, Is.True);
    }

    [Test]
    public void Visit_InputsUntouched_AndNoGradientRecorded()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 3, Networks.Features);
        double[] before = Values.Of(inputs);
        new McDropout(network, Few).Visit(inputs, (_, _, output) => Assert.That(output.requires_grad, Is.False));
        Assert.That(Values.Of(inputs), Is.EqualTo(before));
        Assert.That(inputs.IsInvalid, Is.False);
    }

    [Test]
    public void Sample_LeaksNothing()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        using Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        Leaks.AssertNone(() =>
        {
            using PredictiveSamples samples = new McDropout(network, Few with { BatchSize = 2 }).Sample(inputs);
            using Tensor mean = samples.Mean();
            using Tensor variance = samples.Variance();
            using PredictiveSamples probabilities = samples.Softmax();
        });
    }

    [Test]
    public void New_NoDropout_ThrowsAndListsTheLayers()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("fc1", nn.Linear(4, 3)), ("act", nn.ReLU()));
        Assert.That(
            () => new McDropout(network),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("network")
                .And.Message.Contains("fc1 (Linear), act (ReLU)"));
    }

    [TestCase(0)]
    [TestCase(1)]
    public void New_RateThatMakesAllDrawsEqual_Throws(double rate)
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(rate);
        Assert.That(() => new McDropout(network), Throws.ArgumentException.With.Message.Contains("rate above 0"));
    }

    [Test]
    public void New_UnknownLayer_ThrowsWithThoseThatExist()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        Assert.That(
            () => new McDropout(network, Few with { Layers = ["7"] }), Throws.ArgumentException.With.Message.Contains("it has: 2 (Dropout), 5 (Dropout)"));
    }

    [Test]
    public void New_AlphaDropout_IsRefusedByName()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("noise", nn.AlphaDropout(0.5)), ("fc", nn.Linear(4, 3)));
        Assert.That(() => new McDropout(network), Throws.ArgumentException.With.Message.Contains("'noise' of type AlphaDropout"));
    }

    [Test]
    public void Visit_LayerRunByForward_ThrowsInsteadOfNoUncertainty()
    {
        using GoesAround network = new();
        using Tensor inputs = ones(2, 4);
        Assert.That(
            () => new McDropout(network, Few).Visit(inputs, (_, _, _) => { }),
            Throws.InvalidOperationException.With.Message.Contains("call(x)"));
    }

    [Test]
    public void Visit_BadInputs_ThrowWithName()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        McDropout dropout = new(network, Few);
        using Tensor empty = zeros(0, 4);
        using Tensor notANumber = full([2, 4], double.NaN);
        using Tensor infinite = full([2, 4], double.PositiveInfinity);
        foreach (Tensor bad in new[] { empty, notANumber, infinite })
        {
            Assert.That(
                () => dropout.Visit(bad, (_, _, _) => { }), Throws.ArgumentException.With.Property("ParamName").EqualTo("inputs"));
        }

        Assert.That(() => dropout.Visit(null!, (_, _, _) => { }), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("inputs"));
    }

    [Test]
    public void Options_OutOfRange_ThrowWithNameAndValue()
    {
        Assert.That(
            () => new McDropoutOptions { Draws = 0 },
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("Draws").And.Message.Contains("at least 1"));
        Assert.That(() => new McDropoutOptions { Rate = 1 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new McDropoutOptions { Rate = double.NaN }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new McDropoutOptions { BatchSize = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Visit_NetworkThatDisposesItsInput_LeavesTheCallers()
    {
        using ClosesItsInput network = new();
        using Tensor inputs = ones(2, 4);
        int seen = 0;
        new McDropout(network, Few).Visit(inputs, (_, _, output) => seen += (int)output.shape[0]);
        Assert.That(seen, Is.EqualTo(8));
        Assert.That(Values.Of(inputs), Has.All.EqualTo(1));
    }

    [Test]
    public void Sample_IntegerInputs_GoThroughAnEmbedding()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(
            ("embed", nn.Embedding(5, 4)), ("flatten", nn.Flatten()), ("drop", nn.Dropout(0.5)), ("fc", nn.Linear(8, 3)));
        using Tensor inputs = tensor(new long[] { 0, 1, 2, 3 }, [2, 2]);
        using PredictiveSamples samples = new McDropout(network, Few).Sample(inputs);
        Assert.That(samples.Values.shape, Is.EqualTo(new long[] { 4, 2, 3 }));
    }

    [TestCase(ScalarType.Float64, ScalarType.Float64)]
    [TestCase(ScalarType.BFloat16, ScalarType.Float32)]
    public void Sample_OtherPrecision_IsThatOfSingle(ScalarType type, ScalarType kept)
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 3, Networks.Features);
        using PredictiveSamples single = new McDropout(network, Few).Sample(inputs);
        network.to(type);
        using Tensor converted = inputs.to_type(type);
        using PredictiveSamples samples = new McDropout(network, Few).Sample(converted);
        Assert.That(samples.Values.dtype, Is.EqualTo(kept));
        Assert.That(Values.Of(samples.Values), Is.EqualTo(Values.Of(single.Values)).Within(type == ScalarType.Float64 ? 1e-5 : 0.05));
    }

    [Test]
    public void Visit_VisitorThatVisitsTheSameNetwork_GetsTheSameDraws()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 3, Networks.Features);
        McDropout posterior = new(network, Few);
        List<double[]> outer = [];
        List<double[]> inner = [];
        posterior.Visit(inputs, (draw, _, output) =>
        {
            outer.Add(Values.Of(output));
            if (draw == 0)
            {
                posterior.Visit(inputs, (_, _, again) => inner.Add(Values.Of(again)));
            }
        });
        Assert.That(inner, Is.EqualTo(outer));
    }

    private static double[][] State(nn.Module network) =>
        [.. network.parameters().Select(Values.Of), .. network.buffers().Select(Values.Of)];

    private sealed class GoesAround : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _drop = nn.Dropout(0.5);

        public GoesAround()
            : base(nameof(GoesAround))
        {
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _drop.forward(input);
    }

    private sealed class ClosesItsInput : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _drop = nn.Dropout(0.5);

        public ClosesItsInput()
            : base(nameof(ClosesItsInput))
        {
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using (input)
            {
                return _drop.call(input);
            }
        }
    }
}
