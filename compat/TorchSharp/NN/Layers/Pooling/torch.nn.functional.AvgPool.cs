using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor avg_pool1d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false,
                bool count_include_pad = true) =>
                Aten.Call(
                    "avg_pool1d", input, kernel_size, stride ?? kernel_size, padding ?? 0, ceil_mode, count_include_pad);

            public static Tensor avg_pool2d(
                Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                Aten.Call(
                    "avg_pool2d", input, kernel_size, stride ?? kernel_size, padding ?? Sizes.Repeat(0, kernel_size.Length),
                    ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(
                Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(
                    input, Sizes.Repeat(kernel_size, 2), Sizes.Repeat(stride, 2), Sizes.Repeat(padding, 2), ceil_mode,
                    count_include_pad, divisor_override);

            public static Tensor avg_pool2d(
                Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(
                    input, Sizes.List(kernel_size), Sizes.List(stride), Sizes.List(padding), ceil_mode, count_include_pad,
                    divisor_override);

            public static Tensor avg_pool3d(
                Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                Aten.Call(
                    "avg_pool3d", input, kernel_size, stride ?? kernel_size, padding ?? Sizes.Repeat(0, kernel_size.Length),
                    ceil_mode, count_include_pad, divisor_override);

            public static Tensor lp_pool1d(
                Tensor input, double norm_type, long kernel_size, long? stride = null, bool ceil_mode = false)
            {
                using Tensor power = Aten.Call("pow.Tensor_Scalar", input, norm_type);
                using Tensor mean = avg_pool1d(power, kernel_size, stride, 0, ceil_mode);
                return RootOfSum(mean, kernel_size, norm_type);
            }

            public static Tensor lp_pool2d(
                Tensor input, double norm_type, long[] kernel_size, long[]? stride = null, bool ceil_mode = false)
            {
                using Tensor power = Aten.Call("pow.Tensor_Scalar", input, norm_type);
                using Tensor mean = avg_pool2d(power, kernel_size, stride, null, ceil_mode);
                return RootOfSum(mean, kernel_size[0] * kernel_size[1], norm_type);
            }

            public static Tensor lp_pool2d(
                Tensor input, double norm_type, long kernel_size, long? stride = null, bool ceil_mode = false) =>
                lp_pool2d(input, norm_type, Sizes.Repeat(kernel_size, 2), Sizes.Repeat(stride, 2), ceil_mode);

            private static Tensor RootOfSum(Tensor mean, long count, double norm)
            {
                // The detour over sign and relu(abs) is PyTorch's: it gives a gradient of zero, not NaN, at zero.
                using Tensor sign = Aten.Call("sign", mean);
                using Tensor size = Aten.Call("abs", mean);
                using Tensor rectified = Aten.Call("relu", size);
                using Tensor signed = Aten.Call("mul.Tensor", sign, rectified);
                using Tensor sum = Aten.Call("mul.Scalar", signed, count);
                return Aten.Call("pow.Tensor_Scalar", sum, 1 / norm);
            }
        }
    }
}
