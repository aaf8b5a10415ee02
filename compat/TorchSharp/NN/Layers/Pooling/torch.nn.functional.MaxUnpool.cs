using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor max_unpool1d(
                Tensor input, Tensor indices, long kernel_size, long? stride = null, long? padding = null, long[]? output_size = null)
            {
                long[] size = UnpooledSize(input, [kernel_size], [stride ?? kernel_size], [padding ?? 0], output_size);
                using Tensor plane = Aten.Call("unsqueeze", input, -1L);
                using Tensor places = Aten.Call("unsqueeze", indices, -1L);
                using Tensor unpooled = Aten.Call("max_unpool2d", plane, places, new[] { size[0], 1 });
                return Aten.Call("squeeze.dim", unpooled, -1L);
            }

            public static Tensor max_unpool2d(
                Tensor input, Tensor indices, long[] kernel_size, long[]? stride = null, long[]? padding = null,
                long[]? output_size = null)
            {
                long[] size = UnpooledSize(input, kernel_size, stride ?? kernel_size, padding ?? new long[2], output_size);
                return Aten.Call("max_unpool2d", input, indices, size);
            }

            public static Tensor max_unpool3d(
                Tensor input, Tensor indices, long[] kernel_size, long[]? stride = null, long[]? padding = null,
                long[]? output_size = null)
            {
                stride ??= kernel_size;
                padding ??= new long[3];
                long[] size = UnpooledSize(input, kernel_size, stride, padding, output_size);
                return Aten.Call("max_unpool3d", input, indices, size, stride, padding);
            }

            private static long[] UnpooledSize(
                Tensor input, long[] kernel, long[] stride, long[] padding, long[]? wanted)
            {
                int dimensions = kernel.Length;
                int leading = (int)input.ndim - dimensions;
                if (wanted is not null && wanted.Length != dimensions && wanted.Length != dimensions + leading)
                {
                    throw new ArgumentException(
                        $"The output size of a {input.ndim}D input has {dimensions} or {dimensions + leading} lengths; got {wanted.Length}.",
                        nameof(wanted));
                }

                long[] sizes = new long[dimensions];
                for (int d = 0; d < dimensions; d++)
                {
                    long length = ((input.size(leading + d) - 1) * stride[d]) + kernel[d] - (2 * padding[d]);
                    sizes[d] = wanted is null ? length : wanted[wanted.Length - dimensions + d];
                    if (sizes[d] < length - stride[d] || sizes[d] > length + stride[d])
                    {
                        throw new ArgumentException(
                            $"Output size {sizes[d]} of dimension {d} must be in range [{length - stride[d]}, {length + stride[d]}].",
                            nameof(wanted));
                    }
                }

                return sizes;
            }
        }
    }
}
