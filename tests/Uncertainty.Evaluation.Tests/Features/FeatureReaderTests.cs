using TorchSharp;
using TorchSharp.Modules;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation.Tests;

[TestFixture]
internal sealed class FeatureReaderTests
{
    [Test]
    public void Penultimate_OfAClassifier_HeadOfFeaturesGivesTheLogits()
    {
        using torch.nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 9, Networks.Features);
        FeatureReader reader = FeatureReader.Penultimate(network);
        using FeatureReading reading = reader.Read(inputs);
        using LinearHead head = reader.CopyHead();
        using Tensor logits = head.Apply(reading.Features);
        Assert.That(reader.Layers, Is.EqualTo(new[] { "6" }));
        Assert.That(reading.Features.shape, Is.EqualTo(new long[] { 9, 12 }));
        Assert.That(Values.Of(logits), Is.EqualTo(Values.Of(reading.Logits!)).Within(1e-6));
    }

    [Test]
    public void OfLayers_MeanOfAMap_IsTheMeanOfItsPositions()
    {
        using torch.nn.Module<Tensor, Tensor> network = Networks.Convolutional();
        using Tensor inputs = Networks.Inputs(2, 5, 1, 8, 8);
        using FeatureReading pooled = FeatureReader.OfLayers(network, ["conv1", "fc"]).Read(inputs);
        using FeatureReading flat = FeatureReader.OfLayers(network, ["conv1"], FeaturePooling.Flatten).Read(inputs);
        double[] positions = Values.Of(flat.Features);
        double[] means = [.. positions.Chunk(64).Select(map => map.Average())];
        Assert.That(Values.Of(pooled.Layers[0]), Is.EqualTo(means).Within(1e-6));
        Assert.That(Values.Of(pooled.Layers[1]), Is.EqualTo(Values.Of(pooled.Logits!)));
    }

    [Test]
    public void OfSplit_WithItsHead_GivesWhatPenultimateGives()
    {
        using SplitNetwork network = new();
        using Tensor inputs = Networks.Inputs(4, 7, Networks.Features);
        using FeatureReading split = FeatureReader.OfSplit(network, network.Last).Read(inputs);
        using FeatureReading tapped = FeatureReader.Penultimate(network).Read(inputs);
        using LinearHead given = FeatureReader.OfSplit(network, network.Last).CopyHead();
        using LinearHead found = FeatureReader.Penultimate(network).CopyHead();
        Assert.That(Values.Of(split.Features), Is.EqualTo(Values.Of(tapped.Features)));
        Assert.That(Values.Of(split.Logits!), Is.EqualTo(Values.Of(tapped.Logits!)));
        Assert.That(Values.Of(given.Weight), Is.EqualTo(Values.Of(found.Weight)));
        Assert.That(FeatureReader.OfSplit(network).HasHead, Is.False);
    }

    [Test]
    public void OfLayers_UnknownName_ListsTheLayers()
    {
        using torch.nn.Module<Tensor, Tensor> network = Networks.Convolutional();
        ArgumentException error = Assert.Throws<ArgumentException>(() => FeatureReader.OfLayers(network, ["conv9"]))!;
        Assert.That(error.Message, Does.Contain("conv9").And.Contain("conv2 (Conv2d)"));
    }

    [Test]
    public void Read_NetworkInTraining_StaysInTrainingAndLeavesNothingBehind()
    {
        using torch.nn.Module<Tensor, Tensor> network = Networks.Mlp();
        network.train();
        using Tensor inputs = Networks.Inputs(3, 4, Networks.Features);
        FeatureReader reader = FeatureReader.Penultimate(network);
        Leaks.AssertNone(() => reader.Read(inputs).Dispose());
        Assert.That(network.training, Is.True);
    }

    private sealed class SplitNetwork : torch.nn.Module<Tensor, Tensor>, ISplitNetwork
    {
        private readonly Linear _first;

        public SplitNetwork()
            : base(nameof(SplitNetwork))
        {
            torch.manual_seed(2);
            _first = torch.nn.Linear(Networks.Features, 6);
            Last = torch.nn.Linear(6, Networks.Classes);
            RegisterComponents();
            register_module("last", Last);
        }

        public Linear Last { get; }

        public Tensor Features(Tensor inputs)
        {
            using Tensor linear = _first.call(inputs);
            return linear.tanh();
        }

        public Tensor Head(Tensor features) => Last.call(features);

        public override Tensor forward(Tensor input)
        {
            using Tensor features = Features(input);
            return Head(features);
        }
    }
}
