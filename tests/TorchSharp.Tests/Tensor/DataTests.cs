using System.Globalization;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors;

[TestFixture]
internal sealed class DataTests
{
    [Test]
    public void Data_OfAStridedTensor_FollowsItsShape()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor columns = arange(12).reshape(3, 4).transpose(0, 1)[1.., TensorIndex.Slice(0, 3, 2)];
        long[] expected = [1, 9, 2, 10, 3, 11];
        Assert.Multiple(() =>
        {
            Assert.That(columns.is_contiguous(), Is.False);
            Assert.That(columns.data<long>().ToArray(), Is.EqualTo(expected));
            Assert.That(columns.data<long>().ToList(), Is.EqualTo(expected));
            Assert.That(columns.data<long>()[3], Is.EqualTo(10));
            Assert.That(columns.data<long>()[1, 1], Is.EqualTo(10));
            Assert.That(columns.data<long>().Count, Is.EqualTo(6));
        });
    }

    [Test]
    public void Data_Written_ChangesTheTensor()
    {
        using Tensor target = zeros(2, 2);
        target.data<float>()[1, 0] = 5;
        Assert.That(target[1, 0].item<float>(), Is.EqualTo(5f));
    }

    [Test]
    public void Data_CopyTo_StartsWhereAsked()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor numbers = arange(6).reshape(2, 3).transpose(0, 1);
        long[] target = new long[5];
        numbers.data<long>().CopyTo(target, 1, 2);
        Assert.That(target, Is.EqualTo(new long[] { 0, 1, 4, 2, 5 }));
    }

    [Test]
    public void Data_CopyFrom_WritesThroughStrides()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor numbers = zeros([2, 2], int64);
        Tensor turned = numbers.transpose(0, 1);
        turned.data<long>().CopyFrom(new long[] { 1, 2, 3, 4 });
        Assert.That(numbers.data<long>().ToArray(), Is.EqualTo(new long[] { 1, 3, 2, 4 }));
    }

    [Test]
    public void Data_Enumerated_ReachesEveryElement()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor turned = arange(2500).reshape(50, 50).transpose(0, 1);
        Assert.That(turned.data<long>().ToList(), Is.EqualTo(Enumerable.Range(0, 2500).Select(i => (i % 50 * 50) + (i / 50))));
        Tensor target = zeros([3], int64);
        target.data<long>().CopyFrom(new long[] { 0, 1, 2 }, 1, 1);
        Assert.That(target.data<long>().ToArray(), Is.EqualTo(new long[] { 0, 1, 2 }));
    }

    [Test]
    public void Data_ToNDArray_HasTheTensorsRank()
    {
        using DisposeScope scope = NewDisposeScope();
        Array array = arange(6).reshape(2, 3).data<long>().ToNDArray();
        Assert.That(array, Is.EqualTo(new long[,] { { 0, 1, 2 }, { 3, 4, 5 } }));
    }

    [Test]
    public void Data_OfAnEmptyTensor_IsEmpty()
    {
        using Tensor none = zeros(0);
        Assert.That(none.data<float>().ToArray(), Is.Empty);
    }

    [Test]
    public void Data_OfAnotherType_Throws()
    {
        using Tensor numbers = zeros(2);
        Assert.That(() => numbers.data<double>(), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => numbers.data<int>(), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void Data_IndexOutOfRange_Throws()
    {
        using Tensor numbers = zeros(2, 3);
        Assert.Multiple(() =>
        {
            Assert.That(() => numbers.data<float>()[6], Throws.InstanceOf<IndexOutOfRangeException>());
            Assert.That(() => numbers.data<float>()[0, 3], Throws.InstanceOf<IndexOutOfRangeException>());
        });
    }

    [Test]
    public void Item_EachType_IsTheValue()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.Multiple(() =>
        {
            Assert.That(tensor(true).item<bool>(), Is.True);
            Assert.That(tensor((byte)200).item<byte>(), Is.EqualTo(200));
            Assert.That(tensor((sbyte)-3).item<sbyte>(), Is.EqualTo(-3));
            Assert.That(tensor((short)-300).item<short>(), Is.EqualTo(-300));
            Assert.That(tensor(-70000).item<int>(), Is.EqualTo(-70000));
            Assert.That(tensor(1L << 40).item<long>(), Is.EqualTo(1L << 40));
            Assert.That(tensor(0.1f).item<float>(), Is.EqualTo(0.1f));
            Assert.That(tensor(0.1).item<double>(), Is.EqualTo(0.1));
            Assert.That(ones(1, 1).item<float>(), Is.EqualTo(1f));
        });
    }

    [Test]
    public void Item_OfSeveralElements_Throws()
    {
        using Tensor two = zeros(2);
        Assert.That(() => two.item<float>(), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void Conversions_OfOneElement_ConvertItsValue()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor number = tensor(3.75);
        Assert.Multiple(() =>
        {
            Assert.That(number.ToSingle(), Is.EqualTo(3.75f));
            Assert.That(number.ToDouble(), Is.EqualTo(3.75));
            Assert.That(tensor(7L).ToInt32(), Is.EqualTo(7));
            Assert.That(tensor(7).ToInt64(), Is.EqualTo(7));
            Assert.That((double)number, Is.EqualTo(3.75));
            Assert.That((float)number, Is.EqualTo(3.75f));
            Assert.That((long)tensor(7), Is.EqualTo(7));
            Assert.That((bool)tensor(true), Is.True);
            Assert.That(number.ToScalar().ToDouble(), Is.EqualTo(3.75));
        });
    }

    [Test]
    public void Implicit_Numbers_BecomeTensors()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor real = 2.5f;
        Tensor whole = 3L;
        Tensor vector = new[] { 1.0, 2.0 };
        Assert.Multiple(() =>
        {
            Assert.That(real.dtype, Is.EqualTo(float32));
            Assert.That(whole.dtype, Is.EqualTo(int64));
            Assert.That(vector.data<double>().ToArray(), Is.EqualTo(new[] { 1.0, 2.0 }));
        });
    }

    [Test]
    public void Bytes_OfAContiguousTensor_AreItsMemory()
    {
        using Tensor numbers = tensor(new[] { 1, 258 });
        Assert.That(numbers.bytes.ToArray(), Is.EqualTo(new byte[] { 1, 0, 0, 0, 2, 1, 0, 0 }));
        numbers.bytes = new byte[] { 3, 0, 0, 0, 4, 0, 0, 0 };
        Assert.That(numbers.data<int>().ToArray(), Is.EqualTo(new[] { 3, 4 }));
    }

    [Test]
    public void To_SameType_SharesTheData()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor source = zeros(2);
        source.to(float32).fill_(1);
        Assert.That(source[0].item<float>(), Is.EqualTo(1f));
    }

    [Test]
    public void To_SameTypeAsACopy_SharesNothing()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor source = zeros(2);
        source.to_type(float32, true).fill_(1);
        source.clone().fill_(1);
        Assert.That(source.data<float>().ToArray(), Is.All.EqualTo(0f));
    }

    [Test]
    public void To_Types_RoundsTowardsZero()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor source = tensor(new[] { -1.7, 0, 2.9 });
        Assert.Multiple(() =>
        {
            Assert.That(source.to(int32).data<int>().ToArray(), Is.EqualTo(new[] { -1, 0, 2 }));
            Assert.That(source.@long().data<long>().ToArray(), Is.EqualTo(new long[] { -1, 0, 2 }));
            Assert.That(source.@bool().data<bool>().ToArray(), Is.EqualTo(new[] { true, false, true }));
            Assert.That(source.@float().dtype, Is.EqualTo(float32));
            Assert.That(source.type_as(tensor(1f)).dtype, Is.EqualTo(float32));
            Assert.That(source.to(float16).to(float32).data<float>()[1], Is.Zero);
            Assert.That(source.cpu().to(CPU).to("cpu").device_type, Is.EqualTo(DeviceType.CPU));
        });
    }

    [Test]
    public void Copy_OfAnotherTypeAndShape_ConvertsAndBroadcasts()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor target = zeros(2, 2);
        target.copy_(tensor(new long[] { 1, 2 }));
        Assert.That(target.data<float>().ToArray(), Is.EqualTo(new[] { 1f, 2f, 1f, 2f }));
        Assert.That(target.zero_().sum().item<float>(), Is.Zero);
    }

    [Test]
    public void Contiguous_OfATransposedTensor_OrdersItsMemory()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor turned = arange(4).reshape(2, 2).transpose(0, 1);
        Tensor ordered = turned.contiguous();
        Assert.That(ordered.is_contiguous(), Is.True);
        Assert.That(MemoryMarshal.Cast<byte, long>(ordered.bytes).ToArray(), Is.EqualTo(new long[] { 0, 2, 1, 3 }));
    }

    [Test]
    public void Disposed_Used_Throws()
    {
        Tensor gone = zeros(1);
        gone.Dispose();
        Assert.That(() => gone.clone(), Throws.InstanceOf<InvalidOperationException>());
        Assert.That(gone.IsInvalid, Is.True);
    }

    [Test]
    public void ToString_Plain_IsShapeTypeAndDevice()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.That(zeros(2, 3).ToString(), Is.EqualTo("[2x3], type = Float32, device = cpu"));
        Assert.That(tensor(1L).ToString(), Is.EqualTo("[], type = Int64, device = cpu"));
    }

    [Test]
    public void ToString_Julia_PutsValuesInColumns()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor matrix = tensor(new[,] { { 0f, -1.5f, 100f }, { 1e-6f, 2.123456f, 3f } });
        string nl = Environment.NewLine;
        Assert.Multiple(() =>
        {
            Assert.That(
                matrix.jlstr(cultureInfo: CultureInfo.InvariantCulture),
                Is.EqualTo($"[2x3], type = Float32, device = cpu{nl}     0   -1.5 100{nl} 1e-06 2.1235   3{nl}"));
            Assert.That(
                tensor(3.14f).jlstr(cultureInfo: CultureInfo.InvariantCulture),
                Is.EqualTo("[], type = Float32, device = cpu, value = 3.14"));
            Assert.That(
                zeros([2, 1, 2], int64).jlstr(cultureInfo: CultureInfo.InvariantCulture),
                Is.EqualTo(
                    $"[2x1x2], type = Int64, device = cpu{nl}[0,..,..] ={nl} 0 0{nl}{nl}[1,..,..] ={nl} 0 0{nl}"));
        });
    }
}
