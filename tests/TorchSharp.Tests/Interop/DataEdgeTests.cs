using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Interop;

[TestFixture]
internal sealed class DataEdgeTests
{
    [Test]
    public void Data_OfAnEmptyMatrix_IsEmpty()
    {
        using Tensor none = zeros(0, 3);
        Assert.That(none.data<float>().ToArray(), Is.Empty);
        Assert.That(none.data<float>().ToNDArray().Length, Is.Zero);
    }

    [Test]
    public void Tensor_OfIntegersWithTypeAndGradient_ConvertsBeforeItTracks()
    {
        using Tensor made = tensor(new[] { 1, 2 }, dtype: float64, requires_grad: true);
        Assert.That(made.requires_grad && made.is_leaf, Is.True);
        Assert.That(made.data<double>().ToArray(), Is.EqualTo(new[] { 1.0, 2.0 }));
    }

    [Test]
    public void DefaultType_NotAFloatingPointType_Throws() =>
        Assert.That(() => set_default_dtype(int32), Throws.InstanceOf<ArgumentException>());

    [Test]
    public void Data_OfHalves_AreHalves()
    {
        using Tensor made = tensor(new[] { (Half)0.5f, (Half)(-2f) }, new long[] { 2 });
        Assert.That(made.dtype, Is.EqualTo(float16));
        Assert.That(made.data<Half>().ToArray(), Is.EqualTo(new[] { (Half)0.5f, (Half)(-2f) }));
    }

    [TestCase(new long[] { 3 }, "[0, 1, 2]")]
    [TestCase(new long[] { 2, 2 }, "[[0, 1]\n [2, 3]]")]
    [TestCase(new long[] { 2, 1, 2 }, "[[[0, 1]]\n\n [[2, 3]]]")]
    [TestCase(new long[] { 8 }, "[0, 1, 2, ... 5, 6, 7]")]
    [TestCase(new long[] { 8, 1 }, "[[0]\n [1]\n [2]\n ...\n [5]\n [6]\n [7]]")]
    [TestCase(new long[] { 0 }, "[]")]
    public void ToString_Numpy_NestsBrackets(long[] shape, string expected)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor numbers = arange(shape.Aggregate(1L, (a, b) => a * b)).reshape(shape);
        Assert.That(numbers.npstr(newLine: "\n", cultureInfo: CultureInfo.InvariantCulture), Is.EqualTo(expected));
    }

    [TestCase(new long[] { 2 }, "[2], type = Int64, device = cpu, value = long [] {0L, 1L}")]
    [TestCase(new long[] { 2, 2 }, "[2x2], type = Int64, device = cpu, value = \nlong [,] {\n {0L, 1L},\n {2L, 3L}\n}")]
    public void ToString_CSharp_IsAnInitializer(long[] shape, string expected)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor numbers = arange(shape.Aggregate(1L, (a, b) => a * b)).reshape(shape);
        Assert.That(numbers.cstr(newLine: "\n", cultureInfo: CultureInfo.InvariantCulture), Is.EqualTo(expected));
    }

    [Test]
    public void ToString_JuliaLongerThanTheLine_IsCut()
    {
        using Tensor numbers = zeros(10);
        Assert.That(
            numbers.jlstr(width: 12, newLine: "\n", cultureInfo: CultureInfo.InvariantCulture),
            Is.EqualTo("[10], type = Float32, device = cpu\n 0 0 0 0 ...\n"));
    }

    [Test]
    public void ToList_OfAMatrix_IsAListOfLists()
    {
        using Tensor numbers = arange(4).reshape(2, 2);
        System.Collections.ArrayList rows = (System.Collections.ArrayList)numbers.tolist();
        Assert.That(((System.Collections.ArrayList)rows[1]!).Cast<Scalar>().Select(s => s.ToInt64()), Is.EqualTo(new[] { 2L, 3L }));
    }

    [Test]
    public void Types_Promoted_HoldBoth()
    {
        using Tensor whole = zeros([2], int64);
        using Tensor real = zeros([2], float32);
        Assert.Multiple(() =>
        {
            Assert.That(promote_types(int64, float32), Is.EqualTo(float32));
            Assert.That(result_type(whole, real), Is.EqualTo(float32));
            Assert.That(can_cast(float32, int64), Is.False);
            Assert.That(can_cast(int64, float32), Is.True);
        });
    }

    [Test]
    public void Finfo_OfEachType_HasItsLimits()
    {
        Assert.Multiple(() =>
        {
            Assert.That(finfo(float16).max, Is.EqualTo(65504.0));
            Assert.That(finfo(float32).eps, Is.EqualTo((double)MathF.BitIncrement(1f) - 1));
            Assert.That(finfo(float32).max, Is.EqualTo((double)float.MaxValue));
            Assert.That(finfo(float64).max, Is.EqualTo(double.MaxValue));
            Assert.That(finfo(float64).tiny, Is.EqualTo(2.2250738585072014e-308));
            Assert.That(() => finfo(int32), Throws.ArgumentException);
        });
    }

    [Test]
    public void Size_Parts_AreThoseOfTheShape()
    {
        Size size = new long[] { 2, 3, 4 };
        Assert.Multiple(() =>
        {
            Assert.That(size.numel(), Is.EqualTo(24));
            Assert.That(size[..2].Shape, Is.EqualTo(new long[] { 2, 3 }));
            Assert.That(size[^1], Is.EqualTo(4));
            Assert.That((size + new Size(5)).Shape, Is.EqualTo(new long[] { 2, 3, 4, 5 }));
            Assert.That(size == new Size((2, 3, 4)), Is.True);
            Assert.That(randint(0, 3, size).shape, Is.EqualTo(size.Shape));
        });
    }

    [Test]
    public void Device_NotThere_Throws()
    {
        using Tensor here = zeros(2);
        if (!cuda.is_available())
        {
            Assert.That(() => here.cuda(), Throws.InvalidOperationException.With.Message.Contains("CUDA"));
            Assert.That(() => zeros([2], device: CUDA), Throws.InvalidOperationException);
            Assert.That(TryInitializeDeviceType(DeviceType.CUDA), Is.False);
        }

        Assert.That(InitializeDevice(null).type, Is.EqualTo(DeviceType.CPU));
    }

    [Test]
    public void Version_IsLibtorchs() => Assert.That(Version.Parse(__version__).Major, Is.GreaterThanOrEqualTo(1));

    [Test]
    public void Threads_Set_IsTheirNumber()
    {
        int before = get_num_threads();
        set_num_threads(2);
        Assert.That(get_num_threads(), Is.EqualTo(2));
        set_num_threads(before);
    }
}
