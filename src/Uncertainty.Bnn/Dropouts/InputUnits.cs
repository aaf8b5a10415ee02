using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>The units that a layer takes: of a Linear along the last dimension, of a convolution the channels.</summary>
/// <param name="Count">Number of units K.</param>
/// <param name="AreLast">Whether they are along the last dimension; else along the second.</param>
/// <param name="Dimensions">Number of dimensions of a convolution's input; 0 for a Linear, which takes any number from two on.</param>
internal sealed record InputUnits(long Count, bool AreLast, int Dimensions)
{
    /// <summary>Those of a Linear or a convolution.</summary>
    /// <exception cref="ArgumentException">The layer is another, or a convolution that does not tell its groups.</exception>
    public static InputUnits Of(Module next)
    {
        if (next is not (Linear or Conv1d or Conv2d or Conv3d or ConvTranspose2d))
        {
            throw new ArgumentException(
                $"must be a Linear, Conv1d, Conv2d, Conv3d or ConvTranspose2d; got {next.GetType().Name}.", nameof(next));
        }

        long[] weight = next.get_parameter("weight")!.shape;
        if (next is Linear)
        {
            return new InputUnits(weight[1], AreLast: true, 0);
        }

        long groups = WeightOperation.Read(next, "groups") as long? ?? throw new ArgumentException(
            $"is a {next.GetType().Name} that does not tell its groups, and so not its number of channels: TorchSharp does from 0.105 on.",
            nameof(next));
        return new InputUnits(next is ConvTranspose2d ? weight[0] : weight[1] * groups, AreLast: false, weight.Length);
    }

    /// <summary>The shape of one number for each row and unit of an input.</summary>
    /// <exception cref="ArgumentException">The input has other units, or another number of dimensions.</exception>
    public long[] Shape(Tensor input)
    {
        bool fits = AreLast ? input.ndim >= 2 && input.shape[^1] == Count : input.ndim == Dimensions && input.shape[1] == Count;
        string expected = AreLast ? $"[N, …, {Count}]" : $"[N, {Count}{string.Concat(Enumerable.Repeat(", L", Dimensions - 2))}]";
        return fits
            ? UnitShape.Of(input.shape, input.shape[0], AreLast)
            : throw new ArgumentException($"must have shape {expected}; got [{string.Join(", ", input.shape)}].", nameof(input));
    }
}
