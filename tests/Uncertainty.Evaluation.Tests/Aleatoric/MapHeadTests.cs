using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Aleatoric;

/// <summary>A map is what its pixels are one by one.</summary>
[TestFixture]
internal sealed class MapHeadTests
{
    private DisposeScope _scope = null!;

    [SetUp]
    public void Open() => _scope = NewDisposeScope();

    [TearDown]
    public void Close() => _scope.Dispose();

    [Test]
    public void Regression_Map_IsItsPixels()
    {
        using nn.Module<Tensor, Tensor> network = Pixelwise();
        // In double: Adam makes steps of gradients that are nothing but rounding.
        network.to(ScalarType.Float64);
        Tensor maps = Networks.Inputs(1, 4, 2, 6, 5).to_type(ScalarType.Float64);
        Tensor targets = Networks.Inputs(2, 4, 3, 6, 5).to_type(ScalarType.Float64);
        LocationScaleOutput[] families =
            [new GaussianOutput(3), new FullGaussianOutput(3), new LaplaceOutput(3), new StudentTOutput(3, 5), new StudentTOutput(3)];
        foreach (LocationScaleOutput family in families)
        {
            using RegressionHead whole = RegressionHead.Fit(network, [(maps, targets)], family, HeadCase.Few);
            using RegressionHead pixels = RegressionHead.Fit(network, [(Pixels(maps), Pixels(targets))], family, HeadCase.Few);
            Tensor variance = whole.Variance(maps);
            Assert.That(variance.shape, Is.EqualTo(new long[] { 4, 3, 6, 5 }));
            Assert.That(Values.Of(Pixels(variance)), Is.EqualTo(Values.Of(pixels.Variance(Pixels(maps)))).Within(1e-9));
        }
    }

    [Test]
    public void Classification_Map_IsItsPixels()
    {
        using nn.Module<Tensor, Tensor> network = Pixelwise();
        Tensor maps = Networks.Inputs(1, 4, 2, 6, 5);
        Tensor labels = Networks.Inputs(2, 4, 3, 6, 5).argmax(1);
        using ClassificationHead whole = ClassificationHead.Fit(network, [(maps, labels)], HeadCase.Few);
        using ClassificationHead pixels = ClassificationHead.Fit(network, [(Pixels(maps), labels.reshape(-1, 1, 1))], HeadCase.Few);
        Tensor entropy = whole.Entropy(maps);
        Assert.That(entropy.shape, Is.EqualTo(new long[] { 4, 6, 5 }));
        Assert.That(whole.LogitVariance(maps).shape, Is.EqualTo(new long[] { 4, 3, 6, 5 }));
        Assert.That(Values.Of(entropy.reshape(-1)), Is.EqualTo(Values.Of(pixels.Entropy(Pixels(maps)).reshape(-1))).Within(1e-4));
    }

    /// <summary>A network with receptive fields, and noise that depends on what is beside the pixel: it is found in maps never seen.</summary>
    [Test]
    public void Regression_NoiseOfTheSurroundings_IsFound()
    {
        manual_seed(19);
        using nn.Module<Tensor, Tensor> network = nn.Sequential(
            ("conv1", nn.Conv2d(1, 48, 3, padding: 1)), ("act", nn.ReLU()), ("conv2", nn.Conv2d(48, 1, 3, padding: 1)));
        Tensor maps = Networks.Inputs(1, 32, 1, 12, 12);
        Tensor means = network.call(maps).detach();
        (Tensor, Tensor)[] batches = [.. maps.split(4).Zip((means + (Deviations(maps) * Networks.Inputs(2, 32, 1, 12, 12))).split(4))];
        using RegressionHead head = RegressionHead.Fit(network, batches, options: new AleatoricHeadOptions { Epochs = 30 });
        Tensor unseen = Networks.Inputs(3, 4, 1, 12, 12);
        Assert.That(Planted.Rank(head.Variance(unseen), Deviations(unseen)), Is.GreaterThan(0.9));
    }

    [Test]
    public void Fit_LabelsOrTargetsOfAnotherSize_ThrowWithShapes()
    {
        using nn.Module<Tensor, Tensor> network = Pixelwise();
        Tensor maps = Networks.Inputs(1, 4, 2, 6, 5);
        Assert.That(
            () => ClassificationHead.Fit(network, [(maps, zeros([4, 5, 6], dtype: ScalarType.Int64))]),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("labels").And.Message.Contains("[4, 6, 5]"));
        Assert.That(
            () => RegressionHead.Fit(network, [(maps, zeros(4, 1, 6, 5))]),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("targets").And.Message.Contains("[4, 3, 6, 5]; got [4, 1, 6, 5]"));
    }

    private static nn.Module<Tensor, Tensor> Pixelwise()
    {
        manual_seed(23);
        return nn.Sequential(("conv1", nn.Conv2d(2, 8, 1)), ("act", nn.ReLU()), ("conv2", nn.Conv2d(8, 3, 1)));
    }

    /// <summary>e to half the sum over a pixel and its right neighbour.</summary>
    private static Tensor Deviations(Tensor maps) => ((maps + nn.functional.pad(maps, [0, 1, 0, 0]).narrow(3, 1, 12)) * 0.5).exp();

    /// <summary>[N · H · W, K, 1, 1]</summary>
    private static Tensor Pixels(Tensor maps) => movedim(maps, 1, -1).reshape(-1, maps.shape[1], 1, 1);
}
