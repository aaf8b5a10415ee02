using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor with the array's shape and its own copy of the array's values.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        Type element = rawArray.GetType().GetElementType()!;
        return ToScalarType(element) switch
        {
            ScalarType.Bool => FromSpan(Flat<bool>(rawArray), Shape(rawArray), dtype, device, requires_grad),
            ScalarType.Byte => FromSpan(Flat<byte>(rawArray), Shape(rawArray), dtype, device, requires_grad),
            ScalarType.Int8 => FromSpan(Flat<sbyte>(rawArray), Shape(rawArray), dtype, device, requires_grad),
            ScalarType.Int16 => FromSpan(Flat<short>(rawArray), Shape(rawArray), dtype, device, requires_grad),
            ScalarType.Int32 => FromSpan(Flat<int>(rawArray), Shape(rawArray), dtype, device, requires_grad),
            ScalarType.Int64 => FromSpan(Flat<long>(rawArray), Shape(rawArray), dtype, device, requires_grad),
            ScalarType.Float16 => FromSpan(Flat<Half>(rawArray), Shape(rawArray), dtype, device, requires_grad),
            ScalarType.Float32 => FromSpan(Flat<float>(rawArray), Shape(rawArray), dtype, device, requires_grad),
            _ => FromSpan(Flat<double>(rawArray), Shape(rawArray), dtype, device, requires_grad),
        };
    }

    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) =>
        from_array(data, dtype, device);

    /// <summary>The tensor itself under a new handle, or a converted copy where type or device differ.</summary>
    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) =>
        Aten.Call("to.device", data, device ?? data.device, dtype ?? data.dtype);

    internal static ScalarType ToScalarType(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => ScalarType.Bool,
        TypeCode.Byte => ScalarType.Byte,
        TypeCode.SByte => ScalarType.Int8,
        TypeCode.Int16 => ScalarType.Int16,
        TypeCode.Int32 => ScalarType.Int32,
        TypeCode.Int64 => ScalarType.Int64,
        TypeCode.Single => ScalarType.Float32,
        TypeCode.Double => ScalarType.Float64,
        _ when type == typeof(Half) => ScalarType.Float16,
        _ => throw new NotSupportedException($"A tensor cannot hold elements of type {type.FullName}."),
    };

    internal static unsafe Tensor FromSpan<T>(
        ReadOnlySpan<T> data, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requires_grad)
        where T : unmanaged
    {
        long count = 1;
        foreach (long length in dimensions)
        {
            count *= length;
        }

        if (count > data.Length)
        {
            throw new ArgumentException(
                $"The shape [{string.Join(", ", dimensions.ToArray())}] takes {count} elements; the data have {data.Length}.",
                nameof(dimensions));
        }

        Device place = InitializeDevice(device);
        ScalarType type = ToScalarType(typeof(T));
        nint handle;
        fixed (T* start = data)
        {
            fixed (long* sizes = dimensions)
            {
                NativeStatus.Check(NativeMethods.ts_tensor_from_data(
                    start, count * sizeof(T), (int)type, sizes, dimensions.Length, out handle));
            }
        }

        Tensor made = new(handle);
        ScalarType wanted = dtype ?? type;
        if (wanted == type && place.type == DeviceType.CPU)
        {
            return Finish(made, requires_grad);
        }

        using (made)
        {
            return Finish(Aten.Call("to.device", made, place, wanted), requires_grad);
        }
    }

    private static Tensor Finish(Tensor made, bool requires_grad)
    {
        if (requires_grad)
        {
            Aten.Run("requires_grad_", made, true);
        }

        return made;
    }

    private static ReadOnlySpan<T> Flat<T>(Array array)
        where T : unmanaged =>
        MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    private static ReadOnlySpan<T> Flat<T>(IList<T> list) => list switch
    {
        T[] array => array,
        List<T> grown => CollectionsMarshal.AsSpan(grown),
        _ => list.ToArray(),
    };

    private static long[] Shape(Array array)
    {
        long[] shape = new long[array.Rank];
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = array.GetLongLength(i);
        }

        return shape;
    }
}
