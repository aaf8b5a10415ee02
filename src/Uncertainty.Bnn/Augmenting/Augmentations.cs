using System.Globalization;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// The usual augmentations of [N, C, H, W] images. Those that move pixels move outputs of four dimensions, such as segmentation
/// maps, back; outputs of fewer stay as they are.
/// </summary>
public static class Augmentations
{
    /// <summary>The inputs as they are; of any shape.</summary>
    public static Augmentation Identity() => new("identity", Same, Same);

    /// <summary>Left and right changed over.</summary>
    public static Augmentation HorizontalFlip() => Geometric("horizontal flip", images => images.flip(3), maps => maps.flip(3));

    /// <summary>Top and bottom changed over.</summary>
    public static Augmentation VerticalFlip() => Geometric("vertical flip", images => images.flip(2), maps => maps.flip(2));

    /// <summary>Turned counter-clockwise. Height and width change over with an odd number of quarters.</summary>
    /// <param name="quarters">Quarters of a full turn, clockwise where negative.</param>
    public static Augmentation Rotation(int quarters) => Geometric(
        $"rotation by {quarters * 90L}°", images => images.rot90(quarters, (2, 3)), maps => maps.rot90(-(long)quarters, (2, 3)));

    /// <summary>Moved by whole pixels. What leaves the image is lost: there is no inverse, and maps are refused.</summary>
    /// <param name="down">Pixels down, up where negative.</param>
    /// <param name="right">Pixels to the right, to the left where negative.</param>
    /// <param name="fill">Value of the pixels that come in, in the unit of the inputs. Default 0.</param>
    /// <exception cref="ArgumentException"><paramref name="fill"/> is not finite.</exception>
    public static Augmentation Shift(int down, int right, double fill = 0)
    {
        if (!double.IsFinite(fill))
        {
            throw new ArgumentOutOfRangeException(nameof(fill), fill, "must be finite.");
        }

        // Padding by a negative number cuts off.
        long[] border = [right, -(long)right, down, -(long)down];
        string filled = fill == 0 ? string.Empty : $", filled with {Text(fill)}";
        return new Augmentation(
            $"shift by ({down}, {right}){filled}",
            images => torch.nn.functional.pad(images, border, PaddingModes.Constant, fill),
            inverse: null,
            needsImages: true);
    }

    /// <summary>All values times a factor; inputs of any shape and floating-point type.</summary>
    /// <param name="factor">The factor; finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is not finite and greater than 0.</exception>
    public static Augmentation IntensityScale(double factor)
    {
        Guard.Positive(factor);
        return new Augmentation($"intensity times {Text(factor)}", inputs => Guard.FloatingPoint(inputs) * factor, Same);
    }

    /// <summary>
    /// Gaussian noise added: one pattern, the same for every input, so that the draw stays a function of one input. Inputs of any shape
    /// and floating-point type.
    /// </summary>
    /// <param name="standardDeviation">Standard deviation σ, in the unit of the inputs; finite and greater than 0.</param>
    /// <param name="seed">Seed of the pattern.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="standardDeviation"/> is not finite and greater than 0.</exception>
    public static Augmentation GaussianNoise(double standardDeviation, long seed)
    {
        Guard.Positive(standardDeviation);
        return new Augmentation($"noise of {Text(standardDeviation)}, seed {seed}", Add, Same);

        Tensor Add(Tensor inputs)
        {
            Guard.FloatingPoint(inputs);
            using torch.Generator generator = new(unchecked((ulong)seed));
            long[] shape = [1, .. inputs.shape.AsSpan(1)];
            Tensor pattern = torch.randn(shape, generator: generator);
            return inputs + (pattern.to(inputs.dtype, inputs.device) * standardDeviation);
        }
    }

    /// <summary>
    /// The eight symmetries of a square: the four quarter turns, each plain and flipped. The first is the identity; the vertical flip is
    /// among them.
    /// </summary>
    public static IReadOnlyList<Augmentation> Square() =>
    [
        Identity(), Rotation(1), Rotation(2), Rotation(3),
        HorizontalFlip(), HorizontalFlip().Then(Rotation(1)), HorizontalFlip().Then(Rotation(2)), HorizontalFlip().Then(Rotation(3)),
    ];

    private static Augmentation Geometric(string name, Func<Tensor, Tensor> transform, Func<Tensor, Tensor> inverse) =>
        new(name, transform, outputs => outputs.ndim == 4 ? inverse(outputs) : Flat(name, outputs), needsImages: true);

    private static Tensor Flat(string name, Tensor outputs) =>
        outputs.ndim <= 2
            ? outputs
            : throw new InvalidOperationException(
                $"The augmentation '{name}' can move [N, C, H, W] outputs back, and leave [N, C] alone; got "
                + $"[{string.Join(", ", outputs.shape)}].");

    private static Tensor Same(Tensor tensor) => tensor;

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
