using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors;

[TestFixture]
internal sealed class IndexingTests
{
    private static readonly Oracle Values = Oracle.Load("shape.csv");

    private static IEnumerable<TestCaseData> Getters => Table(
        ("index_slice", i => i.X[1.., TensorIndex.Slice(null, null, 2)]),
        ("index_negative_slice", i => i.X[TensorIndex.Ellipsis, ^2..]),
        ("index_last", i => i.X[TensorIndex.Ellipsis, TensorIndex.Single(-1)]),
        ("index_none", i => i.X[TensorIndex.Colon, TensorIndex.None, 1]),
        ("index_ellipsis_middle", i => i.X[0, TensorIndex.Ellipsis, 1..3]),
        ("index_tensor", i => i.M[i.Rows]),
        ("index_tensor", i => i.M.index(TensorIndex.Tensor(i.Rows))),
        ("index_tensor_dim1", i => i.X[TensorIndex.Slice(), TensorIndex.Tensor(i.Rows)]),
        ("index_two_tensors", i => i.X[tensor(new long[] { 1, 0, 1 }), i.Rows]),
        ("index_broadcast_tensors", i => i.X[tensor(new long[,] { { 1 }, { 0 } }), i.Rows]),
        ("index_tensor_slice_tensor", i => i.X[
            TensorIndex.Tensor(tensor(new long[] { 1, 0 })), TensorIndex.Slice(), TensorIndex.Tensor(tensor(new long[] { 3, 0 }))]),
        ("index_tensor_then_number", i => i.X[TensorIndex.Slice(), TensorIndex.Tensor(i.Rows), 0]),
        ("index_mask", i => i.X[i.Mask]),
        ("index_mask_dim1", i => i.X[TensorIndex.Slice(), TensorIndex.Tensor(tensor(new[] { true, false, true }))]),
        ("index_mask_matrix", i => i.X[tensor(new[,] { { true, false, true }, { false, true, false } })]),
        ("index_true", i => i.M[TensorIndex.Bool(true)]),
        ("index_scalar_tensor", i => i.M[tensor(1L)]),
        ("index_negative_tensor", i => i.M[tensor(new long[] { -1 })]));

    private static IEnumerable<TestCaseData> Setters => Table(
        ("put_slice", i => Changed(i.X, x => x[TensorIndex.Colon, 1..3, 0] = tensor(new double[,] { { 1, 2 }, { 3, 4 } }))),
        ("put_broadcast", i => Changed(
            i.X, x => x[0, TensorIndex.Colon, TensorIndex.Slice(null, null, 2)] = tensor(new double[,,] { { { 7, 8 } } }))),
        ("put_mask", i => Changed(i.X, x => x[i.Mask] = tensor(-5.0))),
        ("put_mask", i => Changed(i.X, x => x.index_put_(-5, TensorIndex.Tensor(i.Mask)))),
        ("put_rows", i => Changed(i.M, m => m[tensor(new long[] { 2, 0 })] = i.Source.narrow(0, 0, 2))),
        ("put_leading_ones", i => Changed(
            i.M, m => m[TensorIndex.Tensor(tensor(new long[] { 2, 0 })), 1] = tensor(new double[,] { { 1, 2 } }))),
        ("put_none", i => Changed(
            i.M, m => m[TensorIndex.Colon, TensorIndex.None, 1] = tensor(new double[,] { { 5 }, { 6 }, { 7 } }))));

    [TestCaseSource(nameof(Getters))]
    public void Get_Indices_EqualsPyTorch(string name, Func<ShapeTests.Inputs, Tensor> get)
    {
        using DisposeScope scope = NewDisposeScope();
        Values.AssertMatches(name, "y", get(new ShapeTests.Inputs(Values)));
    }

    [TestCaseSource(nameof(Setters))]
    public void Set_Indices_EqualsPyTorch(string name, Func<ShapeTests.Inputs, Tensor> set)
    {
        using DisposeScope scope = NewDisposeScope();
        Values.AssertMatches(name, "y", set(new ShapeTests.Inputs(Values)));
    }

    [Test]
    public void Get_False_KeepsNothing()
    {
        using Tensor source = zeros(3, 4);
        using Tensor none = source[TensorIndex.Bool(false)];
        Assert.That(none.shape, Is.EqualTo(Values.Shape("index_false", "y")));
    }

    [Test]
    public void Get_OneToSevenNumbers_GoesInByDimension()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor numbers = arange(128).reshape(2, 2, 2, 2, 2, 2, 2);
        Assert.Multiple(() =>
        {
            Assert.That(numbers[1].shape, Is.EqualTo(new long[] { 2, 2, 2, 2, 2, 2 }));
            Assert.That(numbers[1, 0][0, 0, 0, 0, 0].ToInt64(), Is.EqualTo(64));
            Assert.That(numbers[0, 1, 1][0, 0, 0, 0].ToInt64(), Is.EqualTo(48));
            Assert.That(numbers[0, 0, 0, 1][-1, 0, 0].ToInt64(), Is.EqualTo(12));
            Assert.That(numbers[0, 0, 0, 0, 1][0, 1].ToInt64(), Is.EqualTo(5));
            Assert.That(numbers[0, 0, 0, 0, 0, 1][1].ToInt64(), Is.EqualTo(3));
            Assert.That(numbers[1, 1, 1, 1, 1, 1, 1].ToInt64(), Is.EqualTo(127));
        });
    }

    [Test]
    public void Set_Number_WritesOneElementOrRow()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor target = zeros(2, 2);
        target[0, 1] = 3f;
        target[1] = tensor(new[] { 5f, 6f });
        Assert.That(target.data<float>().ToArray(), Is.EqualTo(new[] { 0f, 3f, 5f, 6f }));
    }

    [Test]
    public void Get_Slice_IsAView()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor source = zeros(3);
        source[1..].fill_(2);
        Assert.That(source.data<float>().ToArray(), Is.EqualTo(new[] { 0f, 2f, 2f }));
    }

    [Test]
    public void Get_IndexOutOfRange_Throws()
    {
        using Tensor source = zeros(3);
        Assert.That(() => source[3], Throws.InstanceOf<System.Runtime.InteropServices.ExternalException>());
    }

    [Test]
    public void Get_SliceOfATrackedTensor_PassesGradients()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new[] { 1.0, 2.0, 3.0 }, requires_grad: true);
        Tensor y = (x[1..] * x[1..]).sum();
        Tensor gradient = autograd.grad([y], [x])[0];
        Assert.That(gradient.data<double>().ToArray(), Is.EqualTo(new[] { 0.0, 4.0, 6.0 }));
    }

    private static Tensor Changed(Tensor target, Action<Tensor> change)
    {
        change(target);
        return target;
    }

    private static IEnumerable<TestCaseData> Table(params (string Name, Func<ShapeTests.Inputs, Tensor> Operation)[] rows) =>
        rows.Select((row, i) => new TestCaseData(row.Name, row.Operation).SetArgDisplayNames($"{i}_{row.Name}"));
}
