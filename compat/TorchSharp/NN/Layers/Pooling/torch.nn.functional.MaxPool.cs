using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor max_pool1d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
                bool ceil_mode = false) =>
                Aten.Call("max_pool1d", input, kernel_size, stride ?? kernel_size, padding ?? 0, dilation ?? 1, ceil_mode);

            public static (Tensor output, Tensor indices) max_pool1d_with_indices(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
                bool ceil_mode = false) =>
                Aten.Call2(
                    "max_pool1d_with_indices", input, kernel_size, stride ?? kernel_size, padding ?? 0, dilation ?? 1,
                    ceil_mode);

            public static Tensor max_pool2d(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceil_mode = false) =>
                Aten.Call(
                    "max_pool2d", input, kernel_size, strides ?? kernel_size,
                    padding ?? Sizes.Repeat(0, kernel_size.Length), dilation ?? Sizes.Repeat(1, kernel_size.Length),
                    ceil_mode);

            public static Tensor max_pool2d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
                bool ceil_mode = false) =>
                max_pool2d(
                    input, Sizes.Repeat(kernel_size, 2), Sizes.Repeat(stride, 2), Sizes.Repeat(padding, 2),
                    Sizes.Repeat(dilation, 2), ceil_mode);

            public static Tensor max_pool2d(
                Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? dilation = null, bool ceil_mode = false) =>
                max_pool2d(
                    input, Sizes.List(kernel_size), Sizes.List(stride), Sizes.List(padding), Sizes.List(dilation),
                    ceil_mode);

            public static (Tensor output, Tensor indices) max_pool2d_with_indices(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceil_mode = false) =>
                Aten.Call2(
                    "max_pool2d_with_indices", input, kernel_size, strides ?? kernel_size,
                    padding ?? Sizes.Repeat(0, kernel_size.Length), dilation ?? Sizes.Repeat(1, kernel_size.Length),
                    ceil_mode);

            public static Tensor max_pool3d(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceil_mode = false) =>
                Aten.Call(
                    "max_pool3d", input, kernel_size, strides ?? kernel_size,
                    padding ?? Sizes.Repeat(0, kernel_size.Length), dilation ?? Sizes.Repeat(1, kernel_size.Length),
                    ceil_mode);

            public static (Tensor output, Tensor indices) max_pool3d_with_indices(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceil_mode = false) =>
                Aten.Call2(
                    "max_pool3d_with_indices", input, kernel_size, strides ?? kernel_size,
                    padding ?? Sizes.Repeat(0, kernel_size.Length), dilation ?? Sizes.Repeat(1, kernel_size.Length),
                    ceil_mode);
        }
    }
}
