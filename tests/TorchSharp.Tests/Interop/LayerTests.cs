using TorchSharp.Modules;
using TorchSharp.Tests.NN.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests.Interop;

/// <summary>
/// What only the newest API has, and what is owed beyond it: no call leaves a temporary behind. TorchSharp 0.99.6 refuses batch norm
/// without statistics and instance norm without a batch, takes any padding mode for a transposed convolution, and pools with
/// indices by steps of one where no stride is given.
/// </summary>
[TestFixture]
internal sealed class LayerTests
{
    private static readonly Dictionary<string, Func<Layer>> Newer = new()
    {
        ["adaptive_max_pool2d_indices"] = () => Layer.Second(AdaptiveMaxPool2d([2, 2]).forward_with_indices),
        ["batch_norm_function"] = () => Layer.Of(x => F.batch_norm(x, null!, null!, training: true)),
        ["instance_norm2d_unbatched"] = () => Layer.Of(InstanceNorm2d(2)),
        ["interpolate_nearest_exact"] = () => Layer.Of(x => F.interpolate(x, [5], null, InterpolationMode.NearestExact)),
    };

    private static readonly Dictionary<string, Func<Layer>> Cases = new[]
    {
        LinearTests.Cases, ConvolutionTests.Cases, NormalizationTests.Cases, PoolingTests.Cases, PaddingTests.Cases,
        ShapeTests.Cases, EmbeddingTests.Cases, Newer,
    }.SelectMany(table => table).ToDictionary();

    private static IEnumerable<string> Names => Cases.Keys;

    private static IEnumerable<string> NewerNames => Newer.Keys;

    [TestCaseSource(nameof(NewerNames))]
    public void Call_OracleCase_OutputAndGradientMatch(string name) => LayerOracle.Check(name, Newer[name]());

    [Test]
    public void GroupNorm_Constructor_ParametersAreThoseOfPyTorch() =>
        InitializationTests.Check("initial_group_norm", () => GroupNorm(1, 3));

    /// <summary>Every case of the data is in some table, and every table's case is in the data.</summary>
    [Test]
    public void Tables_Together_CoverTheData() => Assert.That(
        Cases.Keys.Concat(InitializationTests.Cases.Keys).Append("initial_group_norm"), Is.EquivalentTo(LayerOracle.Values.Cases));

    [TestCaseSource(nameof(Names))]
    public void Call_OracleCase_LeavesTheResultOnly(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using Layer layer = Cases[name]();
        LayerOracle.Prepare(name, layer);
        Tensor[] inputs = LayerOracle.Inputs(name);
        long live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using Tensor output = layer.Call(inputs);
        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(live + 1));
    }

    [TestCaseSource(nameof(Names))]
    public void Dispose_OracleCase_LeavesNothing(string name)
    {
        long live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (Cases[name]())
        {
        }

        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(live));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Dropout_EveryForm_LeavesTheResultOnly(bool inplace)
    {
        using DisposeScope scope = NewDisposeScope();
        nn.Module<Tensor, Tensor>[] modules =
        [
            Dropout(0.5, inplace), Dropout1d(0.5, inplace), Dropout2d(0.5, inplace), Dropout3d(0.5, inplace),
            AlphaDropout(0.5, inplace), FeatureAlphaDropout(0.5, inplace),
        ];
        Tensor input = ones(2, 3, 4);
        foreach (nn.Module<Tensor, Tensor> module in modules)
        {
            long live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            using (Tensor output = module.call(input))
            {
                Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(live + 1), module.GetName());
                Assert.That(output.shape, Is.EqualTo(input.shape), module.GetName());
                Assert.That(input.Equals(output), Is.EqualTo(inplace), module.GetName());
            }
        }
    }

    [Test]
    public void MaxPoolWithIndices_NoStride_StepsByTheKernel()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.That(F.max_pool1d_with_indices(ones(1, 1, 4), 2).output.shape, Is.EqualTo(new long[] { 1, 1, 2 }));
        Assert.That(F.max_pool3d_with_indices(ones([1, 1, 4, 4, 4]), [2, 2, 2]).output.shape, Is.EqualTo(new long[] { 1, 1, 2, 2, 2 }));
    }

    [Test]
    public void LinearOfParameters_TakesThemOver()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter weight = Parameter(ones(2, 3));
        using Linear layer = Linear(weight);
        Assert.That((layer.in_features, layer.out_features), Is.EqualTo((3L, 2L)));
        Assert.That(layer.weight, Is.SameAs(weight));
        Assert.That(layer.bias, Is.Null);
        Assert.That(layer.call(ones(1, 3)).data<float>().ToArray(), Is.EqualTo(new float[] { 3, 3 }));
    }

    [Test]
    public void Convolution_HyperParameters_AreKept()
    {
        using Conv2d layer = Conv2d(4, 6, (2, 3), (1, 2), (3, 4), (5, 6), PaddingModes.Reflect, 2);
        Assert.That((layer.in_channels, layer.out_channels, layer.groups), Is.EqualTo((4L, 6L, 2L)));
        Assert.That(layer.kernel_size, Is.EqualTo(new long[] { 2, 3 }));
        Assert.That(layer.stride, Is.EqualTo(new long[] { 1, 2 }));
        Assert.That(layer.padding, Is.EqualTo(new long[] { 3, 4 }));
        Assert.That(layer.dilation, Is.EqualTo(new long[] { 5, 6 }));
        Assert.That((layer.padding_mode, layer.transposed), Is.EqualTo((PaddingModes.Reflect, false)));
    }

    [Test]
    public void SetPadding_SameAfterWidths_PadsToTheSize()
    {
        using DisposeScope scope = NewDisposeScope();
        using Conv2d layer = Conv2d(1, 1, (2, 4));
        layer.SetPadding(Padding.Same);
        Assert.That((layer.padding_type, layer.padding), Is.EqualTo(((Padding?)Padding.Same, (long[]?)null)));
        Assert.That(layer.call(ones(1, 1, 3, 5)).shape, Is.EqualTo(new long[] { 1, 1, 3, 5 }));

        // The same widths, through the padding that the other modes use.
        layer.padding_mode = PaddingModes.Constant;
        Assert.That(layer.call(ones(1, 1, 3, 5)).shape, Is.EqualTo(new long[] { 1, 1, 3, 5 }));
    }

    [Test]
    public void SetPadding_SameOfAStride_Throws()
    {
        using Conv2d layer = Conv2d(1, 1, 2, 2);
        Assert.That(() => layer.SetPadding(Padding.Same), Throws.ArgumentException);
    }

    [Test]
    public void ConvTranspose2d_PaddingNotZeros_Throws() =>
        Assert.That(() => ConvTranspose2d(1, 1, 2, 1, 0, 0, 1, PaddingModes.Reflect), Throws.Exception);

    [Test]
    public void ConvTranspose_OutputSize_ChoosesIt()
    {
        using DisposeScope scope = NewDisposeScope();
        using ConvTranspose2d layer = ConvTranspose2d(1, 2, 3, 2, 1);
        Tensor input = ones(1, 1, 3, 4);
        Assert.That(layer.forward(input).shape, Is.EqualTo(new long[] { 1, 2, 5, 7 }));
        Assert.That(layer.forward(input, [6, 7]).shape, Is.EqualTo(new long[] { 1, 2, 6, 7 }));
        Assert.That(layer.forward(input, [1, 2, 5, 8]).shape, Is.EqualTo(new long[] { 1, 2, 5, 8 }));
        Assert.That(() => layer.forward(input, [7, 7]), Throws.ArgumentException.With.Message.Contains("[5, 6]"));
        Assert.That(() => layer.forward(input, [5]), Throws.ArgumentException);
    }

    [Test]
    public void ConvTranspose_UnequalOutputPadding_AppliesToItsDimension()
    {
        using ConvTranspose2d layer = ConvTranspose2d(1, 1, (2, 2), (2, 2), null, (0, 1));
        using Tensor input = ones(1, 1, 2, 2);
        using Tensor output = layer.call(input);
        Assert.That(output.shape, Is.EqualTo(new long[] { 1, 1, 4, 5 }));
    }

    [Test]
    public void BatchNorm_NoMomentum_AveragesAllBatches()
    {
        using DisposeScope scope = NewDisposeScope();
        using BatchNorm1d layer = BatchNorm1d(1);
        layer.momentum = null;
        foreach (double mean in new double[] { 1, 2, 6 })
        {
            layer.call(tensor(new[] { (float)mean - 1, (float)mean + 1 }).reshape(2, 1));
        }

        // Unbiased variance 2 each time; the ones at the start count for nothing.
        Assert.That(layer.running_mean!.item<float>(), Is.EqualTo(3).Within(1e-6));
        Assert.That(layer.running_var!.item<float>(), Is.EqualTo(2).Within(1e-6));
    }

    [Test]
    public void LayerNorm_WithoutBias_HasWeightOnly()
    {
        using LayerNorm layer = LayerNorm(3, bias: false);
        Assert.That(layer.named_parameters().Select(entry => entry.name), Is.EqualTo(new[] { "weight" }));
    }

    [Test]
    public void Dropout_PropertiesChanged_Apply()
    {
        using DisposeScope scope = NewDisposeScope();
        using Dropout layer = Dropout(0.25, true);
        Assert.That((layer.p, layer.inplace), Is.EqualTo((0.25, true)));
        (layer.p, layer.inplace) = (1, false);
        Assert.That(layer.call(ones(4)).data<float>().ToArray(), Is.All.Zero);
    }

    [Test]
    public void MaxPool2d_DefaultStride_IsTheKernel()
    {
        using MaxPool2d layer = MaxPool2d(3);
        Assert.That(layer.stride, Is.EqualTo(new long[] { 3, 3 }));
        Assert.That(layer.padding, Is.EqualTo(new long[] { 0, 0 }));
    }

    [Test]
    public void AdaptiveMaxPool3d_Indices_PointAtTheValues()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(1);
        Tensor input = randn(new long[] { 1, 1, 2, 3, 4 });
        using AdaptiveMaxPool3d layer = AdaptiveMaxPool3d([1, 1, 2]);
        (Tensor values, Tensor indices) = layer.forward_with_indices(input);
        Assert.That(values.shape, Is.EqualTo(new long[] { 1, 1, 1, 1, 2 }));
        Assert.That(
            input.flatten().index_select(0, indices.flatten()).data<float>().ToArray(),
            Is.EqualTo(values.data<float>().ToArray()));
        Assert.That(layer.call(input).data<float>().ToArray(), Is.EqualTo(values.data<float>().ToArray()));
    }

    [Test]
    public void ChannelShuffleGradient_FiniteDifferences_Agree() =>
        FiniteDifferences.Check(Layer.Of(ChannelShuffle(2)), [1, 4, 2]);

    [Test]
    public void Normalize_Rows_HaveNormOne()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = F.normalize(tensor(new float[] { 3, 4, 0, 0 }).reshape(2, 2));
        Assert.That(rows.data<float>().ToArray(), Is.EqualTo(new float[] { 0.6f, 0.8f, 0, 0 }).Within(1e-6f));
    }

    [Test]
    public void MaxUnpool1d_OutputSize_IsTaken()
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor values, Tensor indices) = MaxPool1d(2).forward_with_indices(tensor(new float[] { 1, 3, 2, 4, 9 }).reshape(1, 1, 5));
        using MaxUnpool1d unpool = MaxUnpool1d(2);
        Assert.That(unpool.call(values, indices, [5]).data<float>().ToArray(), Is.EqualTo(new float[] { 0, 3, 0, 4, 0 }));
        Assert.That(() => unpool.call(values, indices, [9]), Throws.ArgumentException);
    }
}
