using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

public sealed class Conv3d : Convolution
{
    internal Conv3d(
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
            nameof(Conv3d),
            in_channels,
            out_channels,
            kernel_size,
            stride,
            padding,
            padding_type,
            dilation,
            transposed: false,
            output_padding: new long[3],
            groups,
            bias,
            padding_mode,
            device,
            dtype)
    {
    }

    public override Tensor forward(Tensor input)
    {
        CheckShape(input, 3);
        if (padding_mode != PaddingModes.Zeros)
        {
            using Tensor padded = functional.pad(input, _reversed_padding_repeated_twice, padding_mode);
            return functional.conv3d(padded, weight, bias, stride, new long[3], dilation, groups);
        }

        return padding_type is Padding type
            ? functional.conv3d_padding(input, weight, bias, stride, type, dilation, groups)
            : functional.conv3d(input, weight, bias, stride, padding, dilation, groups);
    }
}
