using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor pixel_shuffle(Tensor input, long upscale_factor) =>
                Aten.Call("pixel_shuffle", input, upscale_factor);

            public static Tensor pixel_unshuffle(Tensor input, long downscale_factor) =>
                Aten.Call("pixel_unshuffle", input, downscale_factor);

            public static Tensor fold(
                Tensor input, long output_size, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                fold(
                    input, (output_size, output_size), (kernel_size, kernel_size), (dilation, dilation), (padding, padding),
                    (stride, stride));

            public static Tensor fold(
                Tensor input, (long, long) output_size, (long, long) kernel_size, (long, long)? dilation = null,
                (long, long)? padding = null, (long, long)? stride = null) =>
                Aten.Call(
                    "col2im", input, Sizes.List(output_size), Sizes.List(kernel_size), Sizes.List(dilation ?? (1, 1)),
                    Sizes.List(padding ?? (0, 0)), Sizes.List(stride ?? (1, 1)));

            public static Tensor unfold(
                Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                unfold(input, (kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

            public static Tensor unfold(
                Tensor input, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null,
                (long, long)? stride = null) =>
                Aten.Call(
                    "im2col", input, Sizes.List(kernel_size), Sizes.List(dilation ?? (1, 1)),
                    Sizes.List(padding ?? (0, 0)), Sizes.List(stride ?? (1, 1)));
        }
    }
}
