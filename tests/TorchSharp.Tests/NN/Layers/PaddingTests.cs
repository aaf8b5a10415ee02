using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests.NN.Layers;

[TestFixture]
internal sealed class PaddingTests
{
    internal static readonly Dictionary<string, Func<Layer>> Cases = new()
    {
        ["constant_pad1d"] = () => Layer.Of(ConstantPad1d((1, 2), 0.5)),
        ["constant_pad2d"] = () => Layer.Of(ConstantPad2d((1, 0, 2, 1), -1.5)),
        ["constant_pad3d"] = () => Layer.Of(ConstantPad3d(1, 2.0)),
        ["zero_pad2d"] = () => Layer.Of(ZeroPad2d(1)),
        ["reflection_pad1d"] = () => Layer.Of(ReflectionPad1d((2, 1))),
        ["reflection_pad2d"] = () => Layer.Of(ReflectionPad2d((1, 2, 0, 1))),
        ["reflection_pad3d"] = () => Layer.Of(ReflectionPad3d(1)),
        ["replication_pad1d"] = () => Layer.Of(ReplicationPad1d(2)),
        ["replication_pad2d"] = () => Layer.Of(ReplicationPad2d((1, 2, 0, 1))),
        ["replication_pad3d"] = () => Layer.Of(ReplicationPad3d((1, 0, 0, 1, 2, 0))),
        ["pad_constant"] = () => Layer.Of(x => F.pad(x, (1, 2), PaddingModes.Constant, 3.0)),
        ["pad_every_side"] = () => Layer.Of(x => F.pad(x, 1)),
        ["pad_reflect"] = () => Layer.Of(x => F.pad(x, (1, 1, 1, 0), PaddingModes.Reflect)),
        ["pad_replicate"] = () => Layer.Of(x => F.pad(x, new long[] { 1, 2 }, PaddingModes.Replicate)),
        ["pad_circular"] = () => Layer.Of(x => F.pad(x, (2, 1), PaddingModes.Circular)),
    };

    private static IEnumerable<string> Names => Cases.Keys;

    [TestCaseSource(nameof(Names))]
    public void Call_OracleCase_OutputAndGradientMatch(string name) => LayerOracle.Check(name, Cases[name]());

    [TestCase(PaddingModes.Reflect)]
    [TestCase(PaddingModes.Replicate)]
    [TestCase(PaddingModes.Circular)]
    public void Gradient_FiniteDifferences_Agree(PaddingModes mode) =>
        FiniteDifferences.Check(Layer.Of(x => F.pad(x, (1, 2, 1, 0), mode)), [1, 1, 3, 3]);

    [Test]
    public void Reflect_WiderThanInput_Throws()
    {
        using Tensor input = ones(1, 1, 2);
        Assert.That(
            () => F.pad(input, (2, 2), PaddingModes.Reflect),
            Throws.InstanceOf<System.Runtime.InteropServices.ExternalException>());
    }
}
