using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Augmenting;

[TestFixture]
internal sealed class TestTimeAugmentationTests
{
    // Of the image 1 2 3 / 4 5 6.
    private static readonly (Augmentation Augmentation, double[] Changed)[] ByHand =
    [
        (Augmentations.Identity(), [1, 2, 3, 4, 5, 6]),
        (Augmentations.HorizontalFlip(), [3, 2, 1, 6, 5, 4]),
        (Augmentations.VerticalFlip(), [4, 5, 6, 1, 2, 3]),
        (Augmentations.Rotation(1), [3, 6, 2, 5, 1, 4]),
        (Augmentations.Rotation(-1), [4, 1, 5, 2, 6, 3]),
        (Augmentations.Rotation(2), [6, 5, 4, 3, 2, 1]),
        (Augmentations.Rotation(4), [1, 2, 3, 4, 5, 6]),
        (Augmentations.HorizontalFlip().Then(Augmentations.Rotation(1)), [1, 4, 2, 5, 3, 6]),
        (Augmentations.Shift(1, 0), [0, 0, 0, 1, 2, 3]),
        (Augmentations.Shift(-1, 0, fill: 9), [4, 5, 6, 9, 9, 9]),
        (Augmentations.Shift(0, 1), [0, 1, 2, 0, 4, 5]),
        (Augmentations.Shift(0, -2, fill: -1), [3, -1, -1, 6, -1, -1]),
        (Augmentations.IntensityScale(0.5), [0.5, 1, 1.5, 2, 2.5, 3]),
    ];

    private static IEnumerable<TestCaseData> Cases() => ByHand.Select(
        entry => new TestCaseData(entry.Augmentation, entry.Changed).SetName($"Visit_{entry.Augmentation.Name}_IsThatByHand"));

    [TestCaseSource(nameof(Cases))]
    public void Visit_Augmentation_IsThatByHand(Augmentation augmentation, double[] expected)
    {
        using nn.Module<Tensor, Tensor> network = nn.Flatten();
        using Tensor inputs = arange(1, 7, dtype: ScalarType.Float32).reshape(1, 1, 2, 3);
        using PredictiveSamples samples = new TestTimeAugmentation(network, [augmentation]).Sample(inputs);
        Assert.That(Values.Of(samples.Values), Is.EqualTo(expected));
    }

    [Test]
    public void Visit_Maps_ComeBackToWhereTheInputsWere()
    {
        // A network that answers each pixel by itself gives the same map under every movement, once that is undone.
        using Pixels network = new();
        using Tensor inputs = Networks.Inputs(1, 2, 1, 3, 5);
        Augmentation flip = Augmentations.VerticalFlip();
        Augmentation[] augmentations = [.. Augmentations.Square(), flip, flip.Then(Augmentations.Rotation(1))];
        using PredictiveSamples samples = new TestTimeAugmentation(network, augmentations).Sample(inputs);
        using Tensor square = inputs.square();
        double[] expected = Values.Of(square);
        Assert.That(samples.Values.shape, Is.EqualTo(new long[] { 10, 2, 1, 3, 5 }));
        Assert.That(Values.Of(samples.Values).Chunk(expected.Length), Has.All.EqualTo(expected));
    }

    [Test]
    public void Visit_Noise_IsOnePatternForAllInputsAndOneForEachSeed()
    {
        using nn.Module<Tensor, Tensor> network = nn.Flatten();
        using Tensor inputs = zeros(3, 1, 50, 50);
        Augmentation[] augmentations = [Augmentations.GaussianNoise(0.5, 1), Augmentations.GaussianNoise(0.5, 2)];
        using PredictiveSamples samples = new TestTimeAugmentation(network, augmentations).Sample(inputs);
        double[][] patterns = [.. Values.Of(samples.Values).Chunk(2500)];
        Assert.That(patterns[1..3], Has.All.EqualTo(patterns[0]));
        Assert.That(patterns[4..6], Has.All.EqualTo(patterns[3]));
        Assert.That(patterns[3], Is.Not.EqualTo(patterns[0]));

        // Standard errors of 2,500 values: 0.5/50 of the mean, 0.5/sqrt(5000) of the deviation; four of each.
        Assert.That(patterns[0].Average(), Is.EqualTo(0).Within(0.04));
        Assert.That(Math.Sqrt(patterns[0].Average(value => value * value)), Is.EqualTo(0.5).Within(0.029));
    }

    [Test]
    public void Visit_OwnAugmentationWithInverse_MovesOutputsBack()
    {
        using nn.Module<Tensor, Tensor> network = nn.Identity();
        Augmentation negate = new("negated", inputs => inputs.neg(), outputs => outputs.neg());
        Augmentation shifted = new("shifted", inputs => inputs + 1);
        using Tensor inputs = tensor(new float[] { 1, 2 }, [1, 2]);
        using PredictiveSamples samples = new TestTimeAugmentation(network, [negate, shifted, shifted.Then(negate)]).Sample(inputs);
        Assert.That(Values.Of(samples.Values), Is.EqualTo(new double[] { 1, 2, 2, 3, -2, -3 }));
    }

    [Test]
    public void Visit_DoublePrecision_StaysDouble()
    {
        using nn.Module<Tensor, Tensor> network = nn.Flatten();
        using Tensor inputs = ones(1, 1, 2, 2, dtype: ScalarType.Float64);
        Augmentation[] all = [Augmentations.GaussianNoise(0.1, 1), Augmentations.IntensityScale(2), Augmentations.Shift(1, 1)];
        using PredictiveSamples samples = new TestTimeAugmentation(network, all).Sample(inputs);
        Assert.That(samples.Values.dtype, Is.EqualTo(ScalarType.Float64));
    }

    [Test]
    public void Visit_MapsWithoutInverse_AreRefusedByName()
    {
        using Pixels network = new();
        using Tensor inputs = ones(1, 1, 3, 3);
        Augmentation own = new("mine", images => images.flip(3));
        foreach (Augmentation augmentation in new[] { Augmentations.Shift(1, 0), own, Augmentations.VerticalFlip().Then(own) })
        {
            Assert.That(
                () => new TestTimeAugmentation(network, [augmentation]).Sample(inputs),
                Throws.InvalidOperationException
                    .With.Message.Contains($"'{augmentation.Name}' has no inverse").And.Message.Contains("[1, 1, 3, 3]"));
        }
    }

    [Test]
    public void Visit_OutputsOfThreeDimensions_AreRefusedByAFlip()
    {
        using nn.Module<Tensor, Tensor> network = nn.Flatten(2);
        using Tensor inputs = ones(1, 1, 3, 3);
        Assert.That(
            () => new TestTimeAugmentation(network, [Augmentations.HorizontalFlip()]).Sample(inputs),
            Throws.InvalidOperationException.With.Message.Contains("'horizontal flip'").And.Message.Contains("[1, 1, 9]"));
    }

    [Test]
    public void Visit_InputsThatAreNoImages_ThrowWithName()
    {
        using nn.Module<Tensor, Tensor> network = nn.Identity();
        using Tensor rows = ones(2, 3);
        using Tensor whole = ones(2, 3, dtype: ScalarType.Int64);
        AssertNames(Augmentations.HorizontalFlip(), rows);
        AssertNames(Augmentations.IntensityScale(2).Then(Augmentations.Shift(1, 1)), rows);
        AssertNames(Augmentations.IntensityScale(2), whole);
        AssertNames(Augmentations.GaussianNoise(1, 0), whole);

        void AssertNames(Augmentation augmentation, Tensor inputs) =>
            Assert.That(
                () => new TestTimeAugmentation(network, [augmentation]).Sample(inputs),
                Throws.ArgumentException.With.Property("ParamName").EqualTo("inputs"));
    }

    [Test]
    public void Visit_AugmentationThatLosesInputs_ThrowsWithItsName()
    {
        using nn.Module<Tensor, Tensor> network = nn.Identity();
        using Tensor inputs = ones(2, 3);
        Augmentation loses = new("first only", rows => rows.narrow(0, 0, 1));
        Assert.That(
            () => new TestTimeAugmentation(network, [loses]).Sample(inputs),
            Throws.InvalidOperationException.With.Message.Contains("'first only' must change 2 inputs"));
    }

    [Test]
    public void New_BadArguments_ThrowWithName()
    {
        using nn.Module<Tensor, Tensor> network = nn.Identity();
        AssertNames("network", () => new TestTimeAugmentation(null!, [Augmentations.Identity()]));
        AssertNames("augmentations", () => new TestTimeAugmentation(network, null!));
        AssertNames("augmentations", () => new TestTimeAugmentation(network, []));
        AssertNames("augmentations", () => new TestTimeAugmentation(network, [null!]));
        AssertNames("augmentations", () => new TestTimeAugmentation(network, [Augmentations.Identity(), Augmentations.Identity()]));
        AssertNames("name", () => new Augmentation(string.Empty, inputs => inputs));
        AssertNames("transform", () => new Augmentation("mine", null!));
        AssertNames("next", () => Augmentations.Identity().Then(null!));
        AssertNames("factor", () => Augmentations.IntensityScale(0));
        AssertNames("standardDeviation", () => Augmentations.GaussianNoise(double.NaN, 1));
        AssertNames("fill", () => Augmentations.Shift(1, 1, double.PositiveInfinity));

        static void AssertNames(string parameter, Func<object> action) =>
            Assert.That(() => action(), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo(parameter));
    }

    /// <summary>The square of each pixel.</summary>
    private sealed class Pixels() : nn.Module<Tensor, Tensor>(nameof(Pixels))
    {
        public override Tensor forward(Tensor input) => input.square();
    }
}
