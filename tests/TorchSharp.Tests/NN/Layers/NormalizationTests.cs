using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests.NN.Layers;

[TestFixture]
internal sealed class NormalizationTests
{
    internal static readonly Dictionary<string, Func<Layer>> Cases = new()
    {
        ["batch_norm1d_train"] = () => Layer.Of(BatchNorm1d(2)),
        ["batch_norm1d_eval"] = () => Layer.Of(BatchNorm1d(2)),
        ["batch_norm2d_train"] = () => Layer.Of(BatchNorm2d(2)),
        ["batch_norm2d_eval"] = () => Layer.Of(BatchNorm2d(2)),
        ["batch_norm3d_train"] = () => Layer.Of(BatchNorm3d(2)),
        ["batch_norm3d_eval"] = () => Layer.Of(BatchNorm3d(2)),
        ["batch_norm1d_sequence"] = () => Layer.Of(BatchNorm1d(2, 1e-3, 0.3)),
        ["batch_norm1d_no_affine"] = () => Layer.Of(BatchNorm1d(2, affine: false)),
        ["batch_norm2d_untracked_eval"] = () => Layer.Of(BatchNorm2d(2, track_running_stats: false)),
        ["instance_norm1d"] = () => Layer.Of(InstanceNorm1d(2)),
        ["instance_norm2d_affine"] = () => Layer.Of(InstanceNorm2d(2, affine: true)),
        ["instance_norm2d_tracked_train"] = () => Layer.Of(InstanceNorm2d(2, track_running_stats: true)),
        ["instance_norm2d_tracked_eval"] = () => Layer.Of(InstanceNorm2d(2, track_running_stats: true)),
        ["instance_norm3d"] = () => Layer.Of(InstanceNorm3d(2)),
        ["layer_norm"] = () => Layer.Of(LayerNorm(3)),
        ["layer_norm_two"] = () => Layer.Of(LayerNorm([2, 3], 1e-2)),
        ["layer_norm_plain"] = () => Layer.Of(LayerNorm(4, elementwise_affine: false)),
        ["group_norm"] = () => Layer.Of(GroupNorm(2, 4)),
        ["group_norm_plain"] = () => Layer.Of(GroupNorm(1, 2, affine: false)),
        ["local_response_norm"] = () => Layer.Of(LocalResponseNorm(3, 0.1, 0.5, 2.0)),
        ["local_response_norm_images"] = () => Layer.Of(LocalResponseNorm(2)),
        ["layer_norm_function"] = () => Layer.Of((x, weight) => F.layer_norm(x, [3], weight)),
        ["group_norm_function"] = () => Layer.Of(x => F.group_norm(x, 2)),
        ["instance_norm_function"] = () => Layer.Of(x => F.instance_norm(x)),
    };

    private static IEnumerable<string> Names => Cases.Keys;

    [TestCaseSource(nameof(Names))]
    public void Call_OracleCase_OutputGradientsAndStatisticsMatch(string name) => LayerOracle.Check(name, Cases[name]());

    [Test]
    public void BatchNormGradient_FiniteDifferences_Agree() =>
        FiniteDifferences.Check(Shifted(BatchNorm1d(2, dtype: ScalarType.Float64)), [4, 2]);

    [Test]
    public void LayerNormGradient_FiniteDifferences_Agree() =>
        FiniteDifferences.Check(Shifted(LayerNorm(3, dtype: ScalarType.Float64)), [2, 3]);

    [Test]
    public void BatchNorm_Eval_LeavesStatisticsAlone()
    {
        using DisposeScope scope = NewDisposeScope();
        using BatchNorm1d layer = BatchNorm1d(2);
        layer.eval();
        layer.call(full(3, 2, 5.0));
        Assert.That(layer.running_mean!.data<float>().ToArray(), Is.All.Zero);
        Assert.That(layer.num_batches_tracked!.item<long>(), Is.Zero);
    }

    [Test]
    public void BatchNorm_ThreeSteps_CountsThemAndResets()
    {
        using DisposeScope scope = NewDisposeScope();
        using BatchNorm1d layer = BatchNorm1d(1);
        for (int i = 0; i < 3; i++)
        {
            layer.call(tensor(new float[] { 1, 3 }).reshape(2, 1));
        }

        // Mean 2 each time: 2·(1 − 0.9³).
        Assert.That(layer.running_mean!.item<float>(), Is.EqualTo(0.542).Within(1e-5));
        Assert.That(layer.num_batches_tracked!.item<long>(), Is.EqualTo(3));
        layer.reset_running_stats();
        Assert.That(layer.running_mean!.item<float>(), Is.Zero);
        Assert.That(layer.running_var!.item<float>(), Is.EqualTo(1));
        Assert.That(layer.num_batches_tracked!.item<long>(), Is.Zero);
    }

    [Test]
    public void BatchNorm2d_InputOf3Dimensions_Throws()
    {
        using BatchNorm2d layer = BatchNorm2d(2);
        using Tensor input = ones(2, 2, 2);
        Assert.That(() => layer.call(input), Throws.ArgumentException);
    }

    /// <summary>Weights other than one and zero, so that every gradient takes part.</summary>
    private static Layer Shifted(nn.Module<Tensor, Tensor> module)
    {
        using (no_grad())
        {
            foreach (Parameter parameter in module.parameters())
            {
                parameter.add_(0.5);
            }
        }

        return Layer.Of(module);
    }
}
