using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp.Tests.JIT;

/// <summary>The part of pickle's protocol 2 that TorchScript's objects need.</summary>
internal sealed class ScriptPickle
{
    private const byte Mark = (byte)'(';
    private const byte Tuple = (byte)'t';
    private const byte Reduce = (byte)'R';
    private const byte Stop = (byte)'.';

    private readonly List<byte> _bytes = [];

    public ScriptPickle() => Op(0x80, 2);

    public static byte[] EmptyTuple => [0x80, 2, (byte)')', Stop];

    public List<byte[]> Storages { get; } = [];

    public byte[] ToArray() => [.. _bytes, Stop];

    public void Write(object? value)
    {
        switch (value)
        {
            case null:
                Op((byte)'N');
                break;
            case bool flag:
                Op(flag ? (byte)0x88 : (byte)0x89);
                break;
            case long number:
                Op((byte)'J');
                Int32((int)number);
                break;
            case string text:
                Op((byte)'X');
                Int32(Encoding.UTF8.GetByteCount(text));
                _bytes.AddRange(Encoding.UTF8.GetBytes(text));
                break;
            case ScriptTensor tensor:
                Write(tensor);
                break;
            case ScriptObject module:
                Write(module);
                break;
            default:
                throw new ArgumentException($"A {value.GetType().Name} has no place in a TorchScript file.", nameof(value));
        }
    }

    private void Write(ScriptObject module)
    {
        Global("__torch__", module.Class);
        Op((byte)')', 0x81, (byte)'}', Mark);
        foreach ((string name, object? attribute) in module.Attributes)
        {
            Write(name);
            Write(attribute);
        }

        Op((byte)'u', (byte)'b');
    }

    private void Write(ScriptTensor tensor)
    {
        Global("torch._utils", "_rebuild_tensor_v2");
        Op(Mark, Mark);
        Write("storage");
        Global("torch", "FloatStorage");
        Write(Storages.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Write("cpu");
        Write((long)tensor.Data.Length);
        Op(Tuple, (byte)'Q');
        Write(0L);
        Longs(tensor.Shape);
        Longs(Strides(tensor.Shape));
        Write(tensor.RequiresGrad);
        Global("collections", "OrderedDict");
        Op((byte)')', Reduce, Tuple, Reduce);
        Storages.Add(MemoryMarshal.AsBytes<float>(tensor.Data).ToArray());
    }

    private static long[] Strides(long[] shape)
    {
        long[] strides = new long[shape.Length];
        long step = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = step;
            step *= shape[i];
        }

        return strides;
    }

    private void Longs(long[] values)
    {
        Op(Mark);
        foreach (long value in values)
        {
            Write(value);
        }

        Op(Tuple);
    }

    private void Global(string module, string name)
    {
        Op((byte)'c');
        _bytes.AddRange(Encoding.UTF8.GetBytes($"{module}\n{name}\n"));
    }

    private void Int32(int value)
    {
        Span<byte> four = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(four, value);
        _bytes.AddRange(four);
    }

    private void Op(params ReadOnlySpan<byte> codes) => _bytes.AddRange(codes);
}
