using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors;

[TestFixture]
internal sealed class ShapeTests
{
    private static readonly Oracle Values = Oracle.Load("shape.csv");

    private static IEnumerable<TestCaseData> Single => Table(
        ("reshape", i => i.X.reshape(4, -1)),
        ("flatten", i => i.X.flatten(1)),
        ("unflatten", i => i.M.unflatten(1, 2, 2)),
        ("squeeze", i => i.X[TensorIndex.Slice(0, 1), TensorIndex.Slice(), TensorIndex.Slice(0, 1)].squeeze()),
        ("squeeze_dim", i => i.X[TensorIndex.Slice(0, 1), TensorIndex.Slice(), TensorIndex.Slice(0, 1)].squeeze(2)),
        ("unsqueeze", i => i.X.unsqueeze(-1)),
        ("expand", i => i.M.unsqueeze(0).expand(2, 3, 4)),
        ("expand", i => i.M.expand_as(i.X)),
        ("broadcast_to", i => i.V.broadcast_to(2, 5)),
        ("permute", i => i.X.permute(2, 0, 1)),
        ("transpose", i => i.X.transpose(0, 2)),
        ("transpose", i => i.X.swapaxes(0, 2)),
        ("T", i => i.M.T),
        ("mT", i => i.X.mT),
        ("movedim", i => i.X.movedim([0, 1], [2, 0])),
        ("as_strided", i => i.X.as_strided([2, 2], [3, 5], 1)),
        ("unfold", i => i.V.unfold(0, 3, 2)),
        ("narrow", i => i.X.narrow(2, 1, 2)),
        ("slice", i => i.X.slice(1, 0, 3, 2)),
        ("select", i => i.X.select(1, 2)),
        ("repeat", i => i.V.repeat(2, 1)),
        ("tile", i => i.M.tile([2])),
        ("repeat_interleave", i => i.M.repeat_interleave(2, 0)),
        ("repeat_interleave_flat", i => i.M.repeat_interleave(2)),
        ("repeat_interleave_counts", i => i.M.repeat_interleave(tensor(new long[] { 1, 0, 2 }), 0)),
        ("flip", i => i.X.flip(0, 2)),
        ("fliplr", i => i.M.fliplr()),
        ("flipud", i => i.M.flipud()),
        ("roll_flat", i => i.M.roll(3)),
        ("roll_dim", i => i.M.roll(-1, 1)),
        ("roll_dims", i => i.M.roll((1, 2), (0, 1))),
        ("rot90", i => i.M.rot90()),
        ("rot90_back", i => i.X.rot90(-1, (1, 2))),
        ("cat", i => cat([i.M, i.M.narrow(0, 0, 1)])),
        ("cat", i => cat(new List<Tensor> { i.M, i.M.narrow(0, 0, 1) }, 0)),
        ("stack", i => stack([i.M, -i.M], 1)),
        ("hstack", i => hstack(i.M, i.M.narrow(1, 0, 1))),
        ("vstack", i => vstack(new[] { i.M, i.M.narrow(0, 0, 1) })),
        ("dstack", i => dstack(i.M, -i.M)),
        ("column_stack", i => column_stack(i.V, -i.V)),
        ("index_select", i => i.M.index_select(0, i.Rows)),
        ("gather", i => i.M.gather(0, i.Index)),
        ("take", i => i.M.take(tensor(new long[,] { { 0, 11 }, { 5, 6 } }))),
        ("take_along_dim", i => i.M.take_along_dim(i.M.argsort(1), 1)),
        ("masked_select", i => i.X.masked_select(i.Mask)),
        ("nonzero", i => i.Mask.nonzero()),
        ("argwhere", i => i.Mask[0].argwhere()),
        ("masked_fill", i => i.X.masked_fill(i.Mask, -1)),
        ("masked_scatter", i => i.M.masked_scatter(i.M > 0, i.Source)),
        ("scatter", i => i.M.scatter(0, i.Index.narrow(0, 0, 1), i.Source)),
        ("scatter_add", i => i.M.scatter_add(0, i.Index, i.Source)),
        ("index_add", i => i.M.index_add(0, tensor(new long[] { 2, 0 }), i.Source.narrow(0, 0, 2), 2)),
        ("index_copy", i => i.M.index_copy(0, tensor(new long[] { 2, 0 }), i.Source.narrow(0, 0, 2))),
        ("index_fill", i => i.M.index_fill(1, tensor(new long[] { 0, 3 }), 5)),
        ("select_scatter", i => i.M.select_scatter(i.Source.select(1, 0), 1, 2)),
        ("slice_scatter", i => i.M.slice_scatter(i.Source.narrow(1, 0, 2), 1, 0, 4, 2)),
        ("argsort", i => i.V.argsort(-1, true)),
        ("msort", i => i.M.msort()),
        ("bucketize", i => i.V.bucketize(i.Edges)),
        ("bucketize_right", i => bucketize(i.V, i.Edges, right: true)),
        ("searchsorted", i => searchsorted(i.Edges, i.V)));

    internal static IEnumerable<TestCaseData> InPlace => Table(
        ("masked_fill", i => i.X.masked_fill_(i.Mask, -1)),
        ("masked_scatter", i => i.M.masked_scatter_(i.M > 0, i.Source)),
        ("scatter", i => i.M.scatter_(0, i.Index.narrow(0, 0, 1), i.Source)),
        ("scatter_add", i => i.M.scatter_add_(0, i.Index, i.Source)),
        ("index_add", i => i.M.index_add_(0, tensor(new long[] { 2, 0 }), i.Source.narrow(0, 0, 2), 2)),
        ("index_copy", i => i.M.index_copy_(0, tensor(new long[] { 2, 0 }), i.Source.narrow(0, 0, 2))),
        ("index_fill", i => i.M.index_fill_(1, tensor(new long[] { 0, 3 }), 5)),
        ("unsqueeze", i => i.X.unsqueeze_(-1)),
        ("transpose", i => i.X.transpose_(0, 2)));

    private static IEnumerable<TestCaseData> Several => Tables(
        ("split", i => i.M.split(3, 1)),
        ("split_sizes", i => i.M.split(new long[] { 1, 3 }, 1)),
        ("chunk", i => i.V.chunk(2)),
        ("tensor_split", i => i.V.tensor_split(3)),
        ("tensor_split_at", i => i.V.tensor_split(new long[] { 1, 3 })),
        ("unbind", i => i.M.unbind(1)),
        ("broadcast_tensors", i => [.. broadcast_tensors(i.M.narrow(1, 0, 1), i.M.narrow(0, 0, 1))]),
        ("meshgrid_ij", i => meshgrid(new[] { i.V.narrow(0, 0, 2), i.V.narrow(0, 2, 3) })),
        ("meshgrid_xy", i => meshgrid(new[] { i.V.narrow(0, 0, 2), i.V.narrow(0, 2, 3) }, "xy")),
        ("nonzero_as_list", i => [.. i.Mask.nonzero_as_list()]),
        ("sort", i => Both(i.M.sort(1))),
        ("sort", i => Both(i.M.sort(1, false, true))),
        ("sort_descending", i => Both(i.M.sort(0, true))),
        ("topk", i => Both(i.M.topk(2, 1))),
        ("topk_smallest", i => Both(i.V.topk(3, -1, false))),
        ("kthvalue", i => Both(i.M.kthvalue(2, 1))),
        ("kthvalue_keepdim", i => Both(i.M.kthvalue(2, 0, true))));

    [TestCaseSource(nameof(Single))]
    public void Operation_OneResult_EqualsPyTorch(string name, Func<Inputs, Tensor> operation)
    {
        using DisposeScope scope = NewDisposeScope();
        Values.AssertMatches(name, "y", operation(new Inputs(Values)));
    }

    [TestCaseSource(nameof(InPlace))]
    public void Operation_InPlace_EqualsPyTorch(string name, Func<Inputs, Tensor> operation)
    {
        using DisposeScope scope = NewDisposeScope();
        Inputs inputs = new(Values);
        Tensor result = operation(inputs);
        Tensor changed = name.StartsWith("masked_fill", StringComparison.Ordinal) || name is "unsqueeze" or "transpose"
            ? inputs.X
            : inputs.M;
        Values.AssertMatches(name, "y", result);
        Values.AssertMatches(name, "y", changed);
    }

    [TestCaseSource(nameof(Several))]
    public void Operation_SeveralResults_EqualPyTorch(string name, Func<Inputs, Tensor[]> operation)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] results = operation(new Inputs(Values));
        Assert.That(results, Has.Length.EqualTo(Values.Names(name).Count()));
        for (int i = 0; i < results.Length; i++)
        {
            Values.AssertMatches(name, $"y{i}", results[i]);
        }
    }

    [Test]
    public void Static_Form_EqualsTheMethod()
    {
        using DisposeScope scope = NewDisposeScope();
        Inputs inputs = new(Values);
        Assert.Multiple(() =>
        {
            Values.AssertMatches("reshape", "y", reshape(inputs.X, 4, -1));
            Values.AssertMatches("permute", "y", permute(inputs.X, 2, 0, 1));
            Values.AssertMatches("movedim", "y", movedim(inputs.X, [0, 1], [2, 0]));
            Values.AssertMatches("gather", "y", gather(inputs.M, 0, inputs.Index));
            Values.AssertMatches("index_select", "y", index_select(inputs.M, 0, inputs.Rows));
            Values.AssertMatches("flip", "y", flip(inputs.X, 0, 2));
            Values.AssertMatches("tile", "y", tile(inputs.M, [2]));
            Values.AssertMatches("argsort", "y", argsort(inputs.V, -1, true));
        });
    }

    [Test]
    public void View_OfATensor_SharesItsMemory()
    {
        using Tensor source = zeros(2, 3);
        using Tensor view = source.view(3, 2);
        view.fill_(1);
        Assert.That(source.data<float>().ToArray(), Is.All.EqualTo(1f));
    }

    [Test]
    public void Reshape_WrongSize_Throws()
    {
        using Tensor source = zeros(2, 3);
        Assert.That(() => source.reshape(4, 2), Throws.InstanceOf<System.Runtime.InteropServices.ExternalException>());
    }

    private static Tensor[] Both((Tensor, Tensor) pair) => [pair.Item1, pair.Item2];

    private static IEnumerable<TestCaseData> Table(params (string Name, Func<Inputs, Tensor> Operation)[] rows) =>
        rows.Select((row, i) => new TestCaseData(row.Name, row.Operation).SetArgDisplayNames($"{i}_{row.Name}"));

    private static IEnumerable<TestCaseData> Tables(params (string Name, Func<Inputs, Tensor[]> Operation)[] rows) =>
        rows.Select((row, i) => new TestCaseData(row.Name, row.Operation).SetArgDisplayNames($"{i}_{row.Name}"));

    internal sealed class Inputs(Oracle values)
    {
        public Tensor X { get; } = values.Tensor("input", "x", ScalarType.Float64);

        public Tensor M { get; } = values.Tensor("input", "m", ScalarType.Float64);

        public Tensor V { get; } = values.Tensor("input", "v", ScalarType.Float64);

        public Tensor Mask { get; } = values.Tensor("input", "mask", ScalarType.Bool);

        public Tensor Rows { get; } = values.Tensor("input", "rows", ScalarType.Int64);

        public Tensor Index { get; } = tensor(new long[,] { { 0, 2, 1, 0 }, { 1, 1, 0, 2 } });

        public Tensor Edges { get; } = tensor(new double[] { -2, 0.25, 2.5 });

        public Tensor Source { get; } = arange(0, 120, 10, ScalarType.Float64).reshape(3, 4);
    }
}
