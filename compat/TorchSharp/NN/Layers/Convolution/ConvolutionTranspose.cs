using static TorchSharp.torch;

namespace TorchSharp.Modules;

public abstract class ConvolutionTranspose : Convolution
{
    protected ConvolutionTranspose(
        string name,
        long in_channels,
        long out_channels,
        long[] kernel_size,
        long[] stride,
        long[]? padding,
        Padding? padding_type,
        long[] dilation,
        bool transposed,
        long[] output_padding,
        long groups,
        bool bias,
        PaddingModes padding_mode,
        Device? device = null,
        ScalarType? dtype = null)
        : base(
            name,
            in_channels,
            out_channels,
            kernel_size,
            stride,
            padding,
            padding_type,
            dilation,
            transposed,
            output_padding,
            groups,
            bias,
            padding_mode,
            device,
            dtype)
    {
    }

    public override Tensor forward(Tensor input) => forward(input, null);

    /// <summary>The output size chooses among the sizes that the stride makes ambiguous; it may include the batch and channels.</summary>
    public abstract Tensor forward(Tensor input, long[]? output_size);

    protected long[] _output_padding(
        Tensor input,
        long[]? output_size,
        long[] kernel_size,
        long[] stride,
        long[] padding,
        long[] dilation,
        long num_spatial_dims)
    {
        if (output_size is null)
        {
            return output_padding;
        }

        int spatial = (int)num_spatial_dims;
        int leading = (int)input.dim() - spatial;
        if (output_size.Length != spatial && output_size.Length != spatial + leading)
        {
            throw new ArgumentException(
                $"{GetName()} of a {input.dim()}D input takes {spatial} or {spatial + leading} output sizes; got {output_size.Length}.",
                nameof(output_size));
        }

        ReadOnlySpan<long> wanted = output_size.AsSpan(output_size.Length - spatial);
        long[] extra = new long[spatial];
        for (int d = 0; d < spatial; d++)
        {
            long smallest = ((input.size(d + leading) - 1) * stride[d]) - (2 * padding[d]) + (dilation[d] * (kernel_size[d] - 1)) + 1;
            extra[d] = wanted[d] - smallest;
            if (extra[d] < 0 || extra[d] >= stride[d])
            {
                throw new ArgumentException(
                    $"Output size {wanted[d]} of dimension {d} must be in range [{smallest}, {smallest + stride[d] - 1}].",
                    nameof(output_size));
            }
        }

        return extra;
    }
}
