using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public long Dimensions => Info().Dimensions;

        public long ndim => Dimensions;

        public long NumberOfElements => Info().Elements;

        public long ElementSize => Info().ElementSize;

        public ScalarType dtype => (ScalarType)Info().DType;

        public Device device => Device.Unpack(Info().Device);

        public DeviceType device_type => device.type;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_leaf => Info().IsLeaf != 0;

        public bool is_sparse => Info().IsSparse != 0;

        public bool IsSparse => is_sparse;

        public long[] shape => size();

        public bool requires_grad
        {
            get => Info().RequiresGrad != 0;
            set => Aten.Run("requires_grad_", this, value);
        }

        public long dim() => Dimensions;

        public long numel() => NumberOfElements;

        public long element_size() => ElementSize;

        public bool is_contiguous() => Info().IsContiguous != 0;

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_complex() => torch.is_complex(dtype);

        public unsafe long[] size()
        {
            TensorInfo info = Info();
            long[] sizes = new ReadOnlySpan<long>(info.Sizes, (int)info.Dimensions).ToArray();
            GC.KeepAlive(this);
            return sizes;
        }

        /// <summary>The length of one dimension; a negative number counts from the last.</summary>
        public unsafe long size(int dim)
        {
            TensorInfo info = Info();
            long length = info.Sizes[Wrap(dim, info.Dimensions)];
            GC.KeepAlive(this);
            return length;
        }

        public unsafe long[] stride()
        {
            TensorInfo info = DenseInfo();
            long[] strides = new ReadOnlySpan<long>(info.Strides, (int)info.Dimensions).ToArray();
            GC.KeepAlive(this);
            return strides;
        }

        public unsafe long stride(int dim)
        {
            TensorInfo info = DenseInfo();
            long length = info.Strides[Wrap(dim, info.Dimensions)];
            GC.KeepAlive(this);
            return length;
        }

        internal TensorInfo Info()
        {
            NativeStatus.Check(NativeMethods.ts_tensor_info(Handle, out TensorInfo info));
            GC.KeepAlive(this);
            return info;
        }

        private static long Wrap(long dim, long dimensions)
        {
            long wrapped = dim < 0 ? dim + dimensions : dim;
            return wrapped >= 0 && wrapped < dimensions
                ? wrapped
                : throw new ArgumentOutOfRangeException(
                    nameof(dim), dim, $"must be in range [{-dimensions}, {dimensions - 1}] for a tensor of {dimensions} dimensions.");
        }

        private TensorInfo DenseInfo()
        {
            TensorInfo info = Info();
            return info.IsSparse == 0 ? info : throw new InvalidOperationException("A sparse tensor has no strides.");
        }
    }
}
