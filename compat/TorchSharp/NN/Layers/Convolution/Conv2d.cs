using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

public sealed class Conv2d : Convolution
{
    internal Conv2d(
        long in_channels,
        long out_channels,
        long[] kernel_size,
        long[] stride,
        long[]? padding,
        Padding? padding_type,
        long[] dilation,
        long groups,
        bool bias,
        PaddingModes padding_mode,
        Device? device,
        ScalarType? dtype)
        : base(
            nameof(Conv2d),
            in_channels,
            out_channels,
            kernel_size,
            stride,
            padding,
            padding_type,
            dilation,
            transposed: false,
            output_padding: new long[2],
            groups,
            bias,
            padding_mode,
            device,
            dtype)
    {
    }

    public override Tensor forward(Tensor input)
    {
        CheckShape(input, 2);
        if (padding_mode != PaddingModes.Zeros)
        {
            using Tensor padded = functional.pad(input, _reversed_padding_repeated_twice, padding_mode);
            return functional.conv2d(padded, weight, bias, stride, new long[2], dilation, groups);
        }

        return padding_type is Padding type
            ? functional.conv2d_padding(input, weight, bias, stride, type, dilation, groups)
            : functional.conv2d(input, weight, bias, stride, padding, dilation, groups);
    }
}
