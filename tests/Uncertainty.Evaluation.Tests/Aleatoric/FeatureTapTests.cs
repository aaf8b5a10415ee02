using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Aleatoric;

/// <summary>Which layer's inputs are the features, and which networks have none.</summary>
[TestFixture]
internal sealed class FeatureTapTests
{
    private DisposeScope _scope = null!;

    private static IEnumerable<TestCaseData> Layers()
    {
        TestCaseData Case(string name, Func<nn.Module<Tensor, Tensor>> network, long[] inputs, long[] features) =>
            new TestCaseData(network, inputs, features).SetArgDisplayNames(name);

        yield return Case("Linear", () => nn.Sequential(("a", nn.Linear(4, 5)), ("b", nn.Linear(5, 3))), [2, 4], [2, 5]);
        yield return Case("Conv1d", () => nn.Sequential(("a", nn.Conv1d(4, 5, 3, padding: 1)), ("b", nn.Conv1d(5, 3, 3, padding: 1))), [2, 4, 7], [2, 5, 7]);
        yield return Case("Conv2d", () => nn.Sequential(("a", nn.Conv2d(4, 5, 3, stride: 2)), ("b", nn.Conv2d(5, 3, 1))), [2, 4, 9, 7], [2, 5, 4, 3]);
        yield return Case("Conv3d", () => nn.Sequential(("a", nn.Conv3d(4, 5, 1)), ("b", nn.Conv3d(5, 3, 1))), [2, 4, 2, 3, 4], [2, 5, 2, 3, 4]);
        yield return Case("ConvTranspose2d of the same size", () => nn.Sequential(("b", nn.ConvTranspose2d(4, 3, 1))), [2, 4, 5, 5], [2, 4, 5, 5]);
        yield return Case("Linear before a pooling", () => nn.Sequential(("c", nn.Conv2d(1, 4, 3)), ("f", nn.Flatten()), ("b", nn.Linear(36, 3))), [2, 1, 5, 5], [2, 36]);
        yield return Case("channels last", () => new ChannelsLast(), [2, 6, 7, 4], [2, 5, 6, 7]);
    }

    [SetUp]
    public void Open() => _scope = NewDisposeScope();

    [TearDown]
    public void Close() => _scope.Dispose();

    [TestCaseSource(nameof(Layers))]
    public void Run_LayerBeforeTheOutputs_GivesItsInputs(Func<nn.Module<Tensor, Tensor>> make, long[] inputs, long[] expected)
    {
        using nn.Module<Tensor, Tensor> network = make();
        (Tensor features, Tensor outputs, FeatureLayer _) = new FeatureTap(network).Run(Networks.Inputs(1, inputs));
        Assert.That(features.shape, Is.EqualTo(expected));
        Assert.That(outputs.shape.AsSpan(2).SequenceEqual(expected.AsSpan(2)) && outputs.shape[1] == 3, Is.True);
    }

    [Test]
    public void Run_LayersRegisteredInAnotherOrder_TakesTheOneThatRanLast()
    {
        using Swapped network = new();
        Tensor inputs = Networks.Inputs(1, 2, 4);
        (Tensor features, Tensor outputs, FeatureLayer layer) = new FeatureTap(network).Run(inputs);
        Assert.That(layer.Name, Is.EqualTo("last"));
        Assert.That(features.shape, Is.EqualTo(new long[] { 2, 6 }));
        Assert.That(Values.Of(network.last.call(features)), Is.EqualTo(Values.Of(outputs)));
    }

    /// <summary>A map that is pooled after the last convolution has no features of the outputs' size: the error says what was found.</summary>
    [Test]
    public void Fit_FeaturesOfAnotherSize_SaysWhatWasFound()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("conv", nn.Conv2d(1, 3, 3, padding: 1)), ("pool", nn.MaxPool2d(2)));
        Tensor inputs = Networks.Inputs(1, 2, 1, 8, 8);
        Assert.That(
            () => RegressionHead.Fit(network, [(inputs, zeros(2, 3, 4, 4))]),
            Throws.InvalidOperationException.With.Message.Contains("'conv' (Conv2d), was given [2, 1, 8, 8]").And.Message.Contains("[2, 3, 4, 4]"));
    }

    [Test]
    public void Fit_OutputsOfOneDimension_SaysWhatWasFound()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("fc", nn.Linear(4, 1)), ("flat", nn.Flatten(0)));
        Assert.That(
            () => RegressionHead.Fit(network, [(Networks.Inputs(1, 5, 4), zeros(5))]),
            Throws.InvalidOperationException.With.Message.Contains("the network gave [5]"));
    }

    [Test]
    public void Fit_LayersRunByForward_SaysSo()
    {
        using Forwarding network = new();
        Assert.That(
            () => RegressionHead.Fit(network, [(Networks.Inputs(1, 5, 4), zeros(5, 3))]),
            Throws.InvalidOperationException.With.Message.Contains("Run layers by call, not forward"));
    }

    [Test]
    public void Fit_NoSuchLayer_ListsTheLayers()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("act", nn.ReLU()));
        Assert.That(
            () => ClassificationHead.Fit(network, [(Networks.Inputs(1, 5, 4), zeros(5, dtype: ScalarType.Int64))]),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("network").And.Message.Contains("act (ReLU)"));
    }

    private sealed class ChannelsLast : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _first = nn.Linear(4, 5);
        private readonly nn.Module<Tensor, Tensor> _last = nn.Linear(5, 3);

        public ChannelsLast()
            : base(nameof(ChannelsLast))
        {
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _last.call(_first.call(input)).permute(0, 3, 1, 2);
    }

    private sealed class Swapped : nn.Module<Tensor, Tensor>
    {
        public readonly nn.Module<Tensor, Tensor> last = nn.Linear(6, 3);
        private readonly nn.Module<Tensor, Tensor> _first = nn.Linear(4, 6);

        public Swapped()
            : base(nameof(Swapped))
        {
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => last.call(_first.call(input));
    }

    private sealed class Forwarding : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _fc = nn.Linear(4, 3);

        public Forwarding()
            : base(nameof(Forwarding))
        {
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _fc.forward(input);
    }
}
