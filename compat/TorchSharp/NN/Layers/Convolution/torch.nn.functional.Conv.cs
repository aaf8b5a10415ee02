using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor conv1d(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null,
                long? dilation = null, long groups = 1) =>
                Aten.Call("conv1d", input, weight, bias, stride ?? 1, padding ?? 0, dilation ?? 1, groups);

            public static Tensor conv1d_padding(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, Padding padding = Padding.Valid,
                long? dilation = null, long groups = 1) =>
                Aten.Call("conv1d.padding", input, weight, bias, stride ?? 1, PaddingName(padding), dilation ?? 1, groups);

            public static Tensor conv2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? dilation = null, long groups = 1) =>
                Aten.Call(
                    "conv2d", input, weight, bias, strides ?? Sizes.Repeat(1, 2), padding ?? new long[2],
                    dilation ?? Sizes.Repeat(1, 2), groups);

            public static Tensor conv2d_padding(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid,
                long[]? dilation = null, long groups = 1) =>
                Aten.Call(
                    "conv2d.padding", input, weight, bias, strides ?? Sizes.Repeat(1, 2), PaddingName(padding),
                    dilation ?? Sizes.Repeat(1, 2), groups);

            public static Tensor conv3d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? dilation = null, long groups = 1) =>
                Aten.Call(
                    "conv3d", input, weight, bias, strides ?? Sizes.Repeat(1, 3), padding ?? new long[3],
                    dilation ?? Sizes.Repeat(1, 3), groups);

            public static Tensor conv3d_padding(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid,
                long[]? dilation = null, long groups = 1) =>
                Aten.Call(
                    "conv3d.padding", input, weight, bias, strides ?? Sizes.Repeat(1, 3), PaddingName(padding),
                    dilation ?? Sizes.Repeat(1, 3), groups);

            public static Tensor conv_transpose1d(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null,
                long? output_padding = null, long? dilation = null, long groups = 1) =>
                Aten.Call(
                    "conv_transpose1d", input, weight, bias, stride ?? 1, padding ?? 0, output_padding ?? 0, groups,
                    dilation ?? 1);

            public static Tensor conv_transpose2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Aten.Call(
                    "conv_transpose2d.input", input, weight, bias, strides ?? Sizes.Repeat(1, 2), padding ?? new long[2],
                    output_padding ?? new long[2], groups, dilation ?? Sizes.Repeat(1, 2));

            public static Tensor conv_transpose3d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Aten.Call(
                    "conv_transpose3d.input", input, weight, bias, strides ?? Sizes.Repeat(1, 3), padding ?? new long[3],
                    output_padding ?? new long[3], groups, dilation ?? Sizes.Repeat(1, 3));

            private static string PaddingName(Padding padding) => padding switch
            {
                Padding.Valid => "valid",
                Padding.Same => "same",
                _ => throw new ArgumentOutOfRangeException(nameof(padding), padding, "must be Valid or Same."),
            };
        }
    }
}
