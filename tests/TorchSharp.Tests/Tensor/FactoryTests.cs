using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors;

[TestFixture]
internal sealed class FactoryTests
{
    private static readonly Oracle Values = Oracle.Load("factories.csv");

    private static IEnumerable<TestCaseData> Ranges => Table(
        ("arange", () => arange(5), int64),
        ("arange_step", () => arange(1, 10, 4), int64),
        ("arange_real", () => arange(0, 1, 0.25), float32),
        ("arange_down", () => arange(3, -2, -2), int64),
        ("linspace", () => linspace(-1, 1, 5), float32),
        ("linspace", () => linspace(-1, 1, 5, float64), float64),
        ("logspace", () => logspace(-1, 2, 4), float32),
        ("logspace_base", () => logspace(0, 3, 4, 2), float32),
        ("eye", () => eye(3), float32),
        ("eye_wide", () => eye(2, 3), float32),
        ("tril_indices", () => tril_indices(3, 4, -1), int64),
        ("triu_indices", () => triu_indices(3, 3, 1), int64));

    private static IEnumerable<TestCaseData> Sized =>
    [
        Sizes("zeros", 0, zeros(3), zeros(3, 2), zeros(3, 2, 4), zeros(3, 2, 4, 5), zeros(3L), zeros(3L, 2L),
            zeros(3L, 2L, 4L), zeros(3L, 2L, 4L, 5L), zeros(new long[] { 3, 2 }), zeros([3, 2])),
        Sizes("ones", 1, ones(3), ones(3, 2), ones(3, 2, 4), ones(3, 2, 4, 5), ones(3L), ones(3L, 2L), ones(3L, 2L, 4L),
            ones(3L, 2L, 4L, 5L), ones(new long[] { 3, 2 }), ones([3, 2])),
        Sizes("full", 7, full(3, 7.0), full(3, 2, 7.0), full(3, 2, 4, 7.0), full(3, 2, 4, 5, 7.0), full(3L, 7.0),
            full(3L, 2L, 7.0), full(3L, 2L, 4L, 7.0), full(3L, 2L, 4L, 5L, 7.0), full(new long[] { 3, 2 }, 7.0),
            full([3, 2], 7.0)),
    ];

    private static IEnumerable<TestCaseData> Random =>
    [
        Sizes("rand", null, rand(3), rand(3, 2), rand(3, 2, 4), rand(3, 2, 4, 5), rand(3L), rand(3L, 2L), rand(3L, 2L, 4L),
            rand(3L, 2L, 4L, 5L), rand(new long[] { 3, 2 }), rand([3, 2])),
        Sizes("randn", null, randn(3), randn(3, 2), randn(3, 2, 4), randn(3, 2, 4, 5), randn(3L), randn(3L, 2L),
            randn(3L, 2L, 4L), randn(3L, 2L, 4L, 5L), randn(new long[] { 3, 2 }), randn([3, 2])),
        Sizes("empty", null, empty(3), empty(3, 2), empty(3, 2, 4), empty(3, 2, 4, 5), empty(3L), empty(3L, 2L),
            empty(3L, 2L, 4L), empty(3L, 2L, 4L, 5L), empty(new long[] { 3, 2 }), empty([3, 2])),
    ];

    private static IEnumerable<TestCaseData> Elements =>
    [
        Element(new bool[] { true, false, true, true, false, true }, @bool, a => tensor(a), (a, d) => tensor(a, d),
            a => tensor(a, 2, 3)),
        Element(new byte[] { 1, 0, 255, 4, 5, 6 }, uint8, a => tensor(a), (a, d) => tensor(a, d), a => tensor(a, 2, 3)),
        Element(new sbyte[] { 1, 0, -128, 4, 5, 6 }, int8, a => tensor(a), (a, d) => tensor(a, d), a => tensor(a, 2, 3)),
        Element(new short[] { 1, 0, -300, 4, 5, 6 }, int16, a => tensor(a), (a, d) => tensor(a, d), a => tensor(a, 2, 3)),
        Element(new int[] { 1, 0, -70000, 4, 5, 6 }, int32, a => tensor(a), (a, d) => tensor(a, d), a => tensor(a, 2, 3)),
        Element(new long[] { 1, 0, 1L << 40, 4, 5, 6 }, int64, a => tensor(a), (a, d) => tensor(a, d), a => tensor(a, 2, 3)),
        Element(new float[] { 1, 0, 0.1f, 4, 5, 6 }, float32, a => tensor(a), (a, d) => tensor(a, d), a => tensor(a, 2, 3)),
        Element(new double[] { 1, 0, 0.1, 4, 5, 6 }, float64, a => tensor(a), (a, d) => tensor(a, d), a => tensor(a, 2, 3)),
    ];

    [TestCaseSource(nameof(Ranges))]
    public void Range_Numbers_EqualPyTorch(string name, Func<Tensor> make, ScalarType type)
    {
        using Tensor made = make();
        Assert.That(made.dtype, Is.EqualTo(type));
        Values.AssertMatches(name, "y", made);
    }

    [TestCaseSource(nameof(Sized))]
    [TestCaseSource(nameof(Random))]
    public void Sized_EveryOverload_HasShapeTypeAndValue(double? value, Tensor[] made)
    {
        long[][] shapes =
            [[3], [3, 2], [3, 2, 4], [3, 2, 4, 5], [3], [3, 2], [3, 2, 4], [3, 2, 4, 5], [3, 2], [3, 2]];
        Assert.That(made.Select(t => t.shape), Is.EqualTo(shapes));
        Assert.That(made.Select(t => t.dtype), Is.All.EqualTo(float32));
        foreach (Tensor tensor in made.Where(_ => value is not null))
        {
            Assert.That(tensor.data<float>().ToArray(), Is.All.EqualTo((float)value!.Value));
        }
    }

    [TestCaseSource(nameof(Elements))]
    public void Tensor_OfAnArray_HoldsItsValues(Array flat, ScalarType type, Tensor[] made)
    {
        Assert.Multiple(() =>
        {
            Assert.That(made.Select(t => t.dtype), Is.All.EqualTo(type));
            Assert.That(made.Select(t => t.shape), Is.EqualTo(new long[][] { [6], [2, 3], [2, 3], [6] }));
            foreach (Tensor tensor in made)
            {
                using Tensor wide = tensor.to_type(float64).flatten();
                Assert.That(
                    wide.data<double>().ToArray(),
                    Is.EqualTo(flat.Cast<object>().Select(Convert.ToDouble)).Within(1e-7));
            }
        });
    }

    [Test]
    public void Tensor_OfArraysOfRankTwoToFour_KeepsTheirOrder()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor two = tensor(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Tensor three = tensor(new long[,,] { { { 1 }, { 2 } }, { { 3 }, { 4 } }, { { 5 }, { 6 } } });
        Tensor four = tensor(new double[,,,] { { { { 1, 2 }, { 3, 4 } } } });
        Assert.Multiple(() =>
        {
            Assert.That(two.shape, Is.EqualTo(new long[] { 2, 3 }));
            Assert.That(two.data<float>().ToArray(), Is.EqualTo(new float[] { 1, 2, 3, 4, 5, 6 }));
            Assert.That(three.shape, Is.EqualTo(new long[] { 3, 2, 1 }));
            Assert.That(three.data<long>().ToArray(), Is.EqualTo(new long[] { 1, 2, 3, 4, 5, 6 }));
            Assert.That(four.shape, Is.EqualTo(new long[] { 1, 1, 2, 2 }));
            Assert.That(four.data<double>().ToArray(), Is.EqualTo(new double[] { 1, 2, 3, 4 }));
        });
    }

    [Test]
    public void Tensor_OfAList_CopiesIt()
    {
        List<float> list = [1, 2, 3, 4];
        using Tensor made = tensor(list, 2, 2);
        list[0] = 9;
        Assert.That(made.data<float>().ToArray(), Is.EqualTo(new float[] { 1, 2, 3, 4 }));
    }

    [Test]
    public void Tensor_WithGradient_IsATrackedLeaf()
    {
        using Tensor made = tensor(new[] { 1.0, 2.0 }, requires_grad: true);
        Assert.Multiple(() =>
        {
            Assert.That(made.dtype, Is.EqualTo(float64));
            Assert.That(made.requires_grad, Is.True);
            Assert.That(made.is_leaf, Is.True);
        });
    }

    [Test]
    public void Tensor_OfAScalar_HasNoDimensions()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.Multiple(() =>
        {
            Assert.That(tensor(1.5f).shape, Is.Empty);
            Assert.That(tensor(1.5f).dtype, Is.EqualTo(float32));
            Assert.That(tensor(1.5).dtype, Is.EqualTo(float64));
            Assert.That(tensor(3).dtype, Is.EqualTo(int32));
            Assert.That(tensor(3L).dtype, Is.EqualTo(int64));
            Assert.That(tensor(true).dtype, Is.EqualTo(@bool));
            Assert.That(tensor(3, float32).item<float>(), Is.EqualTo(3f));
        });
    }

    [Test]
    public void Tensor_ShapeLargerThanTheData_Throws() =>
        Assert.That(() => tensor(new float[] { 1, 2, 3 }, 2, 2), Throws.InstanceOf<ArgumentException>());

    [Test]
    public void FromArray_AnyRank_KeepsShapeAndType()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor made = from_array(new int[,,,,] { { { { { 1, 2 } } } } });
        Assert.Multiple(() =>
        {
            Assert.That(made.shape, Is.EqualTo(new long[] { 1, 1, 1, 1, 2 }));
            Assert.That(made.data<int>().ToArray(), Is.EqualTo(new[] { 1, 2 }));
            Assert.That(from_array(new[] { 1, 2 }, float32).dtype, Is.EqualTo(float32));
        });
    }

    [Test]
    public void FromArray_OfDecimals_Throws() =>
        Assert.That(() => from_array(new[] { 1m }), Throws.InstanceOf<NotSupportedException>());

    [Test]
    public void Full_Integer_KeepsIt()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.That(full([2], 3).dtype, Is.EqualTo(int64));
        Assert.That(full([2], 3, float32).data<float>().ToArray(), Is.EqualTo(new[] { 3f, 3f }));
    }

    [Test]
    public void Like_TakesShapeAndTypeOfTheOther()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor like = zeros([2, 3], float64);
        Tensor[] made =
        [
            zeros_like(like), ones_like(like), full_like(like, 4), empty_like(like), rand_like(like), randn_like(like),
            like.randint_like(2, 5), like.new_zeros(2, 3), like.new_ones(2, 3), like.new_full(2, 3, 4), like.new_empty(2, 3),
        ];
        Assert.Multiple(() =>
        {
            Assert.That(made.Select(t => t.dtype), Is.All.EqualTo(float64));
            Assert.That(made.Select(t => t.shape), Is.All.EqualTo(new long[] { 2, 3 }));
            Assert.That(made[1].data<double>().ToArray(), Is.All.EqualTo(1.0));
            Assert.That(made[2].data<double>().ToArray(), Is.All.EqualTo(4.0));
            Assert.That(made[6].data<double>().ToArray(), Is.All.InRange(2.0, 4.0));
            Assert.That(made[7].data<double>().ToArray(), Is.All.EqualTo(0.0));
            Assert.That(made[9].data<double>().ToArray(), Is.All.EqualTo(4.0));
            Assert.That(zeros_like(like, int32).dtype, Is.EqualTo(int32));
            Assert.That(rand_like(like, requires_grad: true).requires_grad, Is.True);
        });
    }

    [Test]
    public void DefaultType_Changed_IsUsedWhereNoneIsGiven()
    {
        ScalarType before = get_default_dtype();
        set_default_dtype(float64);
        try
        {
            using Tensor made = zeros(2);
            using Tensor range = arange(0, 1, 0.5);
            Assert.That(new[] { made.dtype, range.dtype }, Is.All.EqualTo(float64));
        }
        finally
        {
            set_default_dtype(before);
        }
    }

    [Test]
    public void Zeros_NegativeLength_Throws() =>
        Assert.That(() => zeros(-1), Throws.InstanceOf<ExternalException>());

    private static IEnumerable<TestCaseData> Table(params (string Name, Func<Tensor> Make, ScalarType Type)[] rows) =>
        rows.Select((row, i) => new TestCaseData(row.Name, row.Make, row.Type).SetArgDisplayNames($"{i}_{row.Name}"));

    private static TestCaseData Sizes(string name, double? value, params Tensor[] made) =>
        new TestCaseData(value, made).SetArgDisplayNames(name);

    private static TestCaseData Element<T>(
        T[] flat, ScalarType type, Func<T[], Tensor> plain, Func<T[], long[], Tensor> shaped, Func<IList<T>, Tensor> list)
        where T : unmanaged =>
        new TestCaseData(
            flat, type, new[] { plain(flat), shaped(flat, [2, 3]), list(flat), from_array(flat) })
            .SetArgDisplayNames(typeof(T).Name);
}
