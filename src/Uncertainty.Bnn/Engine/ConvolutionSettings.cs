using TorchSharp;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// How a convolution without groups, and with zeros around its input, moves over it: what is needed to run it with other weights.
/// </summary>
internal sealed class ConvolutionSettings
{
    private readonly long[] _stride;
    private readonly long[] _padding;
    private readonly long[] _dilation;

    private ConvolutionSettings(long[] stride, long[] padding, long[] dilation)
    {
        _stride = stride;
        _padding = padding;
        _dilation = dilation;
    }

    /// <summary>
    /// Reads a convolution's settings; null where it has groups, or pads otherwise, or does not tell: the properties are there from
    /// TorchSharp 0.105 on and are asked for by name, so that older versions serve as well, a little slower.
    /// </summary>
    public static ConvolutionSettings? Of(Module convolution)
    {
        bool plain = Read(convolution, "groups") is 1L && Read(convolution, "padding_mode") is PaddingModes.Zeros;
        return plain
            && Read(convolution, "stride") is long[] stride
            && Read(convolution, "padding") is long[] padding
            && Read(convolution, "dilation") is long[] dilation
                ? new ConvolutionSettings(stride, padding, dilation)
                : null;
    }

    /// <summary>The convolution with other weights.</summary>
    public Tensor Run(Tensor input, Tensor weight, Tensor? bias) => _stride.Length switch
    {
        1 => torch.nn.functional.conv1d(input, weight, bias, _stride[0], _padding[0], _dilation[0]),
        2 => torch.nn.functional.conv2d(input, weight, bias, _stride, _padding, _dilation),
        _ => torch.nn.functional.conv3d(input, weight, bias, _stride, _padding, _dilation),
    };

    private static object? Read(Module convolution, string property) =>
        convolution.GetType().GetProperty(property)?.GetValue(convolution);
}
