using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests.NN.Layers;

[TestFixture]
internal sealed class PoolingTests
{
    internal static readonly Dictionary<string, Func<Layer>> Cases = new()
    {
        ["max_pool1d"] = () => Layer.Of(MaxPool1d(2)),
        ["max_pool1d_dilated"] = () => Layer.Of(MaxPool1d(2, 1, 1, 2)),
        ["max_pool2d"] = () => Layer.Of(MaxPool2d(2)),
        ["max_pool2d_ceil"] = () => Layer.Of(MaxPool2d(2, 2, 1, 1, true)),
        ["max_pool2d_tuples"] = () => Layer.Of(MaxPool2d((2, 1), (1, 2))),
        ["max_pool3d"] = () => Layer.Of(MaxPool3d(2)),
        ["max_pool3d_tuples"] = () => Layer.Of(MaxPool3d((1, 2, 2), (1, 1, 2))),
        ["avg_pool1d"] = () => Layer.Of(AvgPool1d(2, 1, 1)),
        ["avg_pool2d"] = () => Layer.Of(AvgPool2d(2)),
        ["avg_pool2d_excluding_pad"] = () => Layer.Of(AvgPool2d(3, 2, 1, false, false)),
        ["avg_pool2d_divisor"] = () => Layer.Of(AvgPool2d(2, divisor_override: 3)),
        ["avg_pool2d_tuples"] = () => Layer.Of(AvgPool2d((1, 2))),
        ["avg_pool3d"] = () => Layer.Of(AvgPool3d(2)),
        ["adaptive_avg_pool1d"] = () => Layer.Of(AdaptiveAvgPool1d(3)),
        ["adaptive_avg_pool2d"] = () => Layer.Of(AdaptiveAvgPool2d((2, 3))),
        ["adaptive_avg_pool3d"] = () => Layer.Of(AdaptiveAvgPool3d(2)),
        ["adaptive_max_pool1d"] = () => Layer.Of(AdaptiveMaxPool1d(2)),
        ["adaptive_max_pool2d"] = () => Layer.Of(AdaptiveMaxPool2d([2, 2])),
        ["lp_pool1d"] = () => Layer.Of(LPPool1d(2, 3, 2)),
        ["lp_pool2d"] = () => Layer.Of(LPPool2d(3, 2)),
        ["max_pool2d_function"] = () => Layer.Of(x => F.max_pool2d(x, 3, 2, 1)),
        ["max_pool1d_indices"] = () => Layer.Second(x => F.max_pool1d_with_indices(x, 2, 2)),
        ["max_pool2d_indices"] = () => Layer.Second(MaxPool2d(2).forward_with_indices),
        ["max_pool3d_indices"] = () => Layer.Second(x => F.max_pool3d_with_indices(x, [2, 2, 2], [2, 2, 2])),
        ["avg_pool2d_function"] = () => Layer.Of(x => F.avg_pool2d(x, (2, 3), (1, 2))),
        ["adaptive_avg_pool2d_function"] = () => Layer.Of(x => F.adaptive_avg_pool2d(x, 1)),
        ["max_unpool1d"] = () => Unpooled(MaxPool1d(2).forward_with_indices, MaxUnpool1d(2)),
        ["max_unpool2d"] = () => Unpooled(MaxPool2d(2).forward_with_indices, MaxUnpool2d(2)),
        ["max_unpool3d"] = () => Unpooled(MaxPool3d(2).forward_with_indices, MaxUnpool3d(2)),
    };

    private static IEnumerable<string> Names => Cases.Keys;

    [TestCaseSource(nameof(Names))]
    public void Call_OracleCase_OutputAndGradientsMatch(string name) => LayerOracle.Check(name, Cases[name]());

    [Test]
    public void AvgPoolGradient_FiniteDifferences_Agree() => FiniteDifferences.Check(Layer.Of(AvgPool2d(2, 1, 1)), [1, 1, 3, 3]);

    [Test]
    public void MaxPoolGradient_FiniteDifferences_Agree() => FiniteDifferences.Check(Layer.Of(MaxPool2d(2, 1)), [1, 2, 3, 3]);

    [Test]
    public void MaxPool2d_KernelLargerThanInput_Throws()
    {
        using MaxPool2d layer = MaxPool2d(4);
        using Tensor input = ones(1, 1, 2, 2);
        Assert.That(() => layer.call(input), Throws.InstanceOf<System.Runtime.InteropServices.ExternalException>());
    }

    private static Layer Unpooled(
        Func<Tensor, (Tensor, Tensor)> pool, nn.Module<Tensor, Tensor, long[], Tensor> unpool) =>
        Layer.Of(unpool, inputs =>
        {
            (Tensor values, Tensor indices) = pool(inputs[0]);
            using (values)
            using (indices)
            {
                return unpool.call(values, indices, null!);
            }
        });
}
