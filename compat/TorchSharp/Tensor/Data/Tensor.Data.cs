using TorchSharp.Interop;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>
        /// The memory of a contiguous CPU tensor, at most 2 GB of it; setting it copies the bytes in. The span lives as long as
        /// the tensor.
        /// </summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                long length = ByteLength();
                return length <= int.MaxValue
                    ? new Span<byte>((void*)DataPointer(), (int)length)
                    : throw new ArgumentException($"A span holds at most {int.MaxValue} bytes; the tensor has {length}.");
            }

            set
            {
                long length = ByteLength();
                if (length != value.Length)
                {
                    throw new ArgumentException($"The tensor has {length} bytes; got {value.Length}.", nameof(value));
                }

                value.CopyTo(new Span<byte>((void*)DataPointer(), value.Length));
                GC.KeepAlive(this);
            }
        }

        /// <summary>
        /// The elements in row-major order; of a CPU tensor the elements themselves, of another device's tensor a copy.
        /// </summary>
        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            ValidateType(typeof(T));
            return is_cpu() ? new TensorAccessor<T>(this, owned: false) : new TensorAccessor<T>(cpu(), owned: true);
        }

        /// <summary>The value of a tensor with one element, whose type must be the tensor's.</summary>
        public unsafe T item<T>()
            where T : unmanaged
        {
            ValidateType(typeof(T));
            if (NumberOfElements != 1)
            {
                throw new ArgumentException($"A tensor of one element has an item; this one has {NumberOfElements}.");
            }

            if (is_cpu())
            {
                T value = *(T*)DataPointer();
                GC.KeepAlive(this);
                return value;
            }

            using Tensor local = cpu();
            return local.item<T>();
        }

        public Scalar ToScalar() => Aten.CallScalar("item", this);

        public T ReadCpuValue<T>(long i)
            where T : unmanaged
        {
            if (!is_cpu())
            {
                throw new InvalidOperationException($"The tensor is on {device}: copy it to the CPU to read its elements.");
            }

            using TensorAccessor<T> accessor = data<T>();
            return accessor[i];
        }

        public bool ReadCpuBool(long i) => ReadCpuValue<bool>(i);

        public byte ReadCpuByte(long i) => ReadCpuValue<byte>(i);

        public sbyte ReadCpuSByte(long i) => ReadCpuValue<sbyte>(i);

        public short ReadCpuInt16(long i) => ReadCpuValue<short>(i);

        public int ReadCpuInt32(long i) => ReadCpuValue<int>(i);

        public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);

        public float ReadCpuFloat16(long i) => (float)ReadCpuValue<Half>(i);

        public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);

        public double ReadCpuDouble(long i) => ReadCpuValue<double>(i);

        internal nint DataPointer()
        {
            NativeStatus.Check(NativeMethods.ts_tensor_data(Handle, out nint data));
            GC.KeepAlive(this);
            return data;
        }

        /// <summary>The length of the memory that a contiguous CPU tensor shows as bytes.</summary>
        internal long ByteLength()
        {
            if (!is_contiguous())
            {
                throw new InvalidOperationException("The bytes of a tensor that is not contiguous do not follow its order.");
            }

            if (!is_cpu())
            {
                throw new InvalidOperationException($"The tensor is on {device}: copy it to the CPU to read its bytes.");
            }

            return NumberOfElements * ElementSize;
        }

        private void ValidateType(Type element)
        {
            if (ToScalarType(element) != dtype)
            {
                throw new ArgumentException($"The tensor's elements are {dtype}; they cannot be read as {element.Name}.");
            }
        }
    }
}
