using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests.NN.Layers;

[TestFixture]
internal sealed class ConvolutionTests
{
    internal static readonly Dictionary<string, Func<Layer>> Cases = new()
    {
        ["conv1d"] = () => Layer.Of(Conv1d(2, 3, 3, 2, 1)),
        ["conv1d_same"] = () => Layer.Of(Conv1d(2, 2, 4, Padding.Same)),
        ["conv1d_unbatched_dilated"] = () => Layer.Of(Conv1d(2, 2, 2, dilation: 2)),
        ["conv2d"] = () => Layer.Of(Conv2d(2, 3, 3, stride: 2, padding: 1)),
        ["conv2d_grouped"] = () => Layer.Of(Conv2d(4, 4, 2, groups: 2, bias: false)),
        ["conv2d_tuples"] = () => Layer.Of(Conv2d(1, 2, (2, 3), (1, 2), (1, 0), (2, 1))),
        ["conv2d_valid"] = () => Layer.Of(Conv2d(1, 2, 2, Padding.Valid)),
        ["conv2d_same"] = () => Layer.Of(Conv2d(1, 2, (2, 3), Padding.Same, dilation: (1, 2))),
        ["conv2d_reflect"] = () => Layer.Of(Conv2d(1, 2, 3, 1, 1, 1, PaddingModes.Reflect)),
        ["conv2d_replicate"] = () => Layer.Of(Conv2d(1, 2, 3, 1, 2, 1, PaddingModes.Replicate)),
        ["conv2d_circular"] = () => Layer.Of(Conv2d(1, 2, (3, 2), (1, 1), (1, 2), (1, 1), PaddingModes.Circular)),
        ["conv3d"] = () => Layer.Of(Conv3d(1, 2, 2, stride: 2, padding: 1)),
        ["conv3d_tuples"] = () => Layer.Of(Conv3d(1, 1, (1, 2, 3), (1, 1, 2), (0, 1, 0))),
        ["conv_transpose1d"] = () => Layer.Of(ConvTranspose1d(2, 2, 3, 2, 1, 1)),
        ["conv_transpose2d"] = () => Layer.Of(ConvTranspose2d(2, 2, 2, 2)),
        ["conv_transpose2d_dilated"] = () => Layer.Of(ConvTranspose2d(2, 4, 2, padding: 1, groups: 2, dilation: 2)),
        ["conv_transpose3d"] = () => Layer.Of(ConvTranspose3d(1, 2, 2, bias: false)),
        ["conv2d_function"] = () => Layer.Of((x, weight, bias) => F.conv2d(x, weight, bias, [2, 2], [1, 1])),
        ["conv_transpose2d_function"] = () => Layer.Of((x, weight) => F.conv_transpose2d(x, weight)),
    };

    private static IEnumerable<string> Names => Cases.Keys;

    [TestCaseSource(nameof(Names))]
    public void Call_OracleCase_OutputAndGradientsMatch(string name) => LayerOracle.Check(name, Cases[name]());

    [Test]
    public void Conv2dGradient_FiniteDifferences_Agree() =>
        FiniteDifferences.Check(Layer.Of(Conv2d(2, 2, 2, padding: 1, dtype: ScalarType.Float64)), [1, 2, 2, 3]);

    [Test]
    public void ConvTranspose2dGradient_FiniteDifferences_Agree() =>
        FiniteDifferences.Check(Layer.Of(ConvTranspose2d(2, 1, 2, stride: 2, dtype: ScalarType.Float64)), [1, 2, 2, 2]);

    [Test]
    public void Conv2d_Same_KeepsTheSize()
    {
        using Conv2d layer = Conv2d(1, 4, 5, Padding.Same);
        using Tensor input = ones(1, 1, 7, 6);
        using Tensor output = layer.call(input);
        Assert.That(output.shape, Is.EqualTo(new long[] { 1, 4, 7, 6 }));
    }

    [Test]
    public void Conv2d_WrongChannels_Throws()
    {
        using Conv2d layer = Conv2d(3, 4, 3);
        using Tensor input = ones(1, 2, 5, 5);
        Assert.That(() => layer.call(input), Throws.Exception);
    }
}
