using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Utils;

/// <summary>
/// Reads and writes a CPU tensor's elements in row-major order, whatever its strides. It keeps the tensor alive, and must not
/// be used once the tensor is disposed.
/// </summary>
public sealed class TensorAccessor<T> : IEnumerable<T>, IDisposable
    where T : unmanaged
{
    private const int BlockLength = 1024;

    private readonly torch.Tensor _tensor;
    private readonly long[] _shape;
    private readonly long[] _strides;
    private readonly bool _contiguous;
    private readonly bool _owned;

    internal TensorAccessor(torch.Tensor tensor, bool owned)
    {
        _tensor = tensor;
        _owned = owned;
        _shape = tensor.size();
        _strides = tensor.stride();
        _contiguous = tensor.is_contiguous();
        Count = tensor.NumberOfElements;
    }

    public long Count { get; }

    public bool IsReadOnly => false;

    private unsafe T* Start => (T*)_tensor.DataPointer();

    /// <summary>One index counts through all elements in row-major order; several go by dimension.</summary>
    public unsafe T this[params long[] indices]
    {
        get
        {
            T value = Start[Offset(indices)];
            GC.KeepAlive(_tensor);
            return value;
        }

        set
        {
            Start[Offset(indices)] = value;
            GC.KeepAlive(_tensor);
        }
    }

    public static bool operator ==(TensorAccessor<T> left, TensorAccessor<T> right) =>
        left.Count == right.Count && left.SequenceEqual(right);

    public static bool operator !=(TensorAccessor<T> left, TensorAccessor<T> right) => !(left == right);

    public override bool Equals(object? obj) => obj is TensorAccessor<T> other && this == other;

    public override int GetHashCode() => _tensor.GetHashCode();

    public T[] ToArray()
    {
        T[] array = new T[Count];
        if (Count > 0)
        {
            CopyTo(array);
        }

        return array;
    }

    /// <summary>An array of the tensor's rank; a tensor without dimensions gives an array of one element.</summary>
    public Array ToNDArray()
    {
        T[] flat = ToArray();
        if (_shape.Length < 2)
        {
            return flat;
        }

        Array array = Array.CreateInstance(typeof(T), _shape);
        if (flat.Length > 0)
        {
            flat.CopyTo(MemoryMarshal.CreateSpan(
                ref Unsafe.As<byte, T>(
                    ref MemoryMarshal.GetArrayDataReference(array)),
                flat.Length));
        }

        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) =>
        CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Copies from element <paramref name="tensorIndex"/> on, as many as there are and fit.</summary>
    public unsafe void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        CheckStart(tensorIndex);
        Span<T> target = array[Math.Min(arrayIndex, array.Length)..];
        int count = (int)Math.Min(Count - tensorIndex, target.Length);
        if (_contiguous)
        {
            new ReadOnlySpan<T>(Start + tensorIndex, count).CopyTo(target);
        }
        else
        {
            T* start = Start;
            Walk walk = new(_shape, _strides, tensorIndex);
            for (int i = 0; i < count; i++)
            {
                target[i] = start[walk.Offset];
                walk.Next();
            }
        }

        GC.KeepAlive(_tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) =>
        CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    /// <summary>Copies to element <paramref name="tensorIndex"/> and on, as many as there are and fit.</summary>
    public unsafe void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        CheckStart(tensorIndex);
        ReadOnlySpan<T> source = array[Math.Min(arrayIndex, array.Length)..];
        int count = (int)Math.Min(Count - tensorIndex, source.Length);
        T* start = Start;
        if (_contiguous)
        {
            source[..count].CopyTo(new Span<T>(start + tensorIndex, count));
        }
        else
        {
            Walk walk = new(_shape, _strides, tensorIndex);
            for (int i = 0; i < count; i++)
            {
                start[walk.Offset] = source[i];
                walk.Next();
            }
        }

        GC.KeepAlive(_tensor);
    }

    public IEnumerator<T> GetEnumerator()
    {
        T[] block = new T[Math.Min(Count, BlockLength)];
        for (long start = 0; start < Count; start += block.Length)
        {
            CopyTo(block, 0, start);
            long count = Math.Min(block.Length, Count - start);
            for (int i = 0; i < count; i++)
            {
                yield return block[i];
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Gives back the copy that was made of another device's tensor; the tensor itself is its owner's.</summary>
    public void Dispose()
    {
        if (_owned)
        {
            _tensor.Dispose();
        }
    }

    [SuppressMessage("Usage", "CA2201", Justification = "The exception's type is part of the API.")]
    private long Offset(long[] indices)
    {
        if (indices.Length == 1)
        {
            if (indices[0] < 0 || indices[0] >= Count)
            {
                throw new IndexOutOfRangeException($"Index {indices[0]} is outside the tensor's {Count} elements.");
            }

            return _contiguous ? indices[0] : new Walk(_shape, _strides, indices[0]).Offset;
        }

        if (indices.Length != _shape.Length)
        {
            throw new ArgumentException($"The tensor has {_shape.Length} dimensions; got {indices.Length} indices.", nameof(indices));
        }

        long offset = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            if (indices[i] < 0 || indices[i] >= _shape[i])
            {
                throw new IndexOutOfRangeException($"Index {indices[i]} is outside dimension {i}, whose length is {_shape[i]}.");
            }

            offset += indices[i] * _strides[i];
        }

        return offset;
    }

    private void CheckStart(long tensorIndex)
    {
        if (tensorIndex < 0 || tensorIndex >= Count)
        {
            throw new ArgumentOutOfRangeException(nameof(tensorIndex), tensorIndex, $"must lie within the tensor's {Count} elements.");
        }
    }

    /// <summary>Steps through the memory offsets of a strided tensor in row-major order.</summary>
    private sealed class Walk
    {
        private readonly long[] _shape;
        private readonly long[] _strides;
        private readonly long[] _position;

        internal Walk(long[] shape, long[] strides, long index)
        {
            _shape = shape;
            _strides = strides;
            _position = new long[shape.Length];
            for (int i = shape.Length - 1; i >= 0 && index > 0; i--)
            {
                (index, _position[i]) = Math.DivRem(index, shape[i]);
                Offset += _position[i] * strides[i];
            }
        }

        internal long Offset { get; private set; }

        internal void Next()
        {
            for (int i = _shape.Length - 1; i >= 0; i--)
            {
                Offset += _strides[i];
                if (++_position[i] < _shape[i])
                {
                    return;
                }

                Offset -= _position[i] * _strides[i];
                _position[i] = 0;
            }
        }
    }
}
