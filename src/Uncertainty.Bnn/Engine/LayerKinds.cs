using TorchSharp;
using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;

namespace Uncertainty.Bnn;

/// <summary>What the engine knows of layers: which of them leave it the freedom to leave units out.</summary>
internal static class LayerKinds
{
    /// <summary>Works on each value alone, so that units may be selected before it instead of after.</summary>
    public static bool IsUnitwise(Module layer) =>
        IsPlain(layer) || IsHomogeneous(layer)
        || layer is ReLU6 or ELU or SELU or CELU or GELU or SiLU or Mish or Tanh or Sigmoid or Softplus or Softsign
            or Hardswish or Hardsigmoid or Hardtanh or Tanhshrink or Softshrink or Hardshrink;

    /// <summary>f(0) = 0 and f(a x) = a f(x) for a above 0: what dropout does before it can be done after it.</summary>
    public static bool IsHomogeneous(Module layer) => IsPlain(layer) || layer is ReLU or LeakyReLU;

    /// <summary>Hands on what it is given, in evaluation mode.</summary>
    public static bool IsPlain(Module layer) => layer is Identity || IsDropout(layer);

    public static bool IsDropout(Module layer) => layer is Dropout or Dropout1d or Dropout2d or Dropout3d or ConcreteMask;

    /// <summary>Pools each channel by itself, and a channel of zeros to zeros, multiples to multiples.</summary>
    public static bool IsPooling(Module layer) =>
        layer is MaxPool1d or MaxPool2d or MaxPool3d or AvgPool1d or AvgPool2d or AvgPool3d
            or AdaptiveAvgPool1d or AdaptiveAvgPool2d or AdaptiveAvgPool3d
            or AdaptiveMaxPool1d or AdaptiveMaxPool2d or AdaptiveMaxPool3d;

    /// <summary>Turns [N, A, B, …] into [N, A · B · …]; seen by running it, as not every version of the layer tells its dimensions.</summary>
    public static bool IsFullFlatten(Module layer)
    {
        if (layer is not Flatten flatten)
        {
            return false;
        }

        using DisposeScope scope = torch.NewDisposeScope();
        return flatten.forward(torch.zeros(2, 3, 4, 5)).shape.AsSpan().SequenceEqual([2, 60]);
    }

    public static bool IsConvolution(Module layer) => layer is Conv1d or Conv2d or Conv3d;
}
