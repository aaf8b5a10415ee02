using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests.NN.Layers;

[TestFixture]
internal sealed class ShapeTests
{
    internal static readonly Dictionary<string, Func<Layer>> Cases = new()
    {
        ["flatten"] = () => Layer.Of(Flatten()),
        ["flatten_some"] = () => Layer.Of(Flatten(0, 1)),
        ["unflatten"] = () => Layer.Of(Unflatten(1, [2, 3])),
        ["fold"] = () => Layer.Of(Fold((3, 4), (2, 2))),
        ["fold_padded"] = () => Layer.Of(Fold(4, 2, 1, 1, 2)),
        ["unfold"] = () => Layer.Of(Unfold(2)),
        ["unfold_tuples"] = () => Layer.Of(Unfold((2, 1), (1, 1), (1, 0), (2, 2))),
        ["pixel_shuffle"] = () => Layer.Of(PixelShuffle(2)),
        ["pixel_unshuffle"] = () => Layer.Of(PixelUnshuffle(2)),
        ["channel_shuffle"] = () => Layer.Of(ChannelShuffle(2)),
        ["upsample_nearest"] = () => Layer.Of(Upsample(null, [2, 2])),
        ["upsample_bilinear"] = () => Layer.Of(Upsample([3, 5], null, UpsampleMode.Bilinear, true)),
        ["upsample_linear"] = () => Layer.Of(Upsample(null, [1.5], UpsampleMode.Linear)),
        ["upsample_trilinear"] = () => Layer.Of(Upsample([2, 3, 3], null, UpsampleMode.Trilinear)),
        ["interpolate_bicubic"] = () => Layer.Of(x => F.interpolate(x, [4, 3], null, InterpolationMode.Bicubic)),
        ["interpolate_area"] = () => Layer.Of(x => F.interpolate(x, null, [0.5, 0.5], InterpolationMode.Area)),
        ["interpolate_scaled"] = () => Layer.Of(x => F.interpolate(x, null, [1.6, 1.3], InterpolationMode.Bilinear)),
        ["interpolate_recomputed"] = () => Layer.Of(
            x => F.interpolate(x, null, [1.6, 1.3], InterpolationMode.Bilinear, recompute_scale_factor: true)),
    };

    private static IEnumerable<string> Names => Cases.Keys;

    [TestCaseSource(nameof(Names))]
    public void Call_OracleCase_OutputAndGradientMatch(string name) => LayerOracle.Check(name, Cases[name]());

    [Test]
    public void InterpolateGradient_FiniteDifferences_Agree() => FiniteDifferences.Check(
        Layer.Of(x => F.interpolate(x, [5, 4], null, InterpolationMode.Bicubic, true)), [1, 1, 3, 3]);

    [Test]
    public void Flatten_Gradient_GoesToTheInput() => FiniteDifferences.Check(Layer.Of(Flatten()), [2, 2, 2]);

    [Test]
    public void Interpolate_NeitherSizeNorScale_Throws()
    {
        using Tensor input = ones(1, 1, 2, 2);
        Assert.That(() => F.interpolate(input), Throws.Exception);
    }

    [Test]
    public void Unfold_ThenFold_CountsEachPixelsBlocks()
    {
        using DisposeScope scope = NewDisposeScope();
        using Unfold unfold = Unfold(2);
        using Fold fold = Fold(3, 2);
        Tensor counts = fold.call(unfold.call(ones(1, 1, 3, 3)));
        Assert.That(counts.data<float>().ToArray(), Is.EqualTo(new float[] { 1, 2, 1, 2, 4, 2, 1, 2, 1 }));
    }
}
