using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

public sealed class Conv1d : Convolution
{
    internal Conv1d(
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
            nameof(Conv1d),
            in_channels,
            out_channels,
            kernel_size,
            stride,
            padding,
            padding_type,
            dilation,
            transposed: false,
            output_padding: new long[1],
            groups,
            bias,
            padding_mode,
            device,
            dtype)
    {
    }

    public override Tensor forward(Tensor input)
    {
        CheckShape(input, 1);
        if (padding_mode != PaddingModes.Zeros)
        {
            using Tensor padded = functional.pad(input, _reversed_padding_repeated_twice, padding_mode);
            return functional.conv1d(padded, weight, bias, stride[0], 0, dilation[0], groups);
        }

        return padding_type is Padding type
            ? functional.conv1d_padding(input, weight, bias, stride[0], type, dilation[0], groups)
            : functional.conv1d(input, weight, bias, stride[0], padding![0], dilation[0], groups);
    }
}
