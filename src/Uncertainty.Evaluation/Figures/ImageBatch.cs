using System.Globalization;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Tensors as images.</summary>
internal static class ImageBatch
{
    /// <summary>[N, H, W], [N, 1, H, W] or [N, 3, H, W] in [0, 1].</summary>
    public static Tensor Check(Tensor images, string name)
    {
        const string shape = "[N, H, W], [N, 1, H, W] or [N, 3, H, W]";
        Guard.MinimumRank(images, 3, shape, name);
        if (images.ndim > 4 || (images.ndim == 4 && images.shape[1] is not (1 or 3)))
        {
            throw new ArgumentException($"must have shape {shape}; got [{string.Join(", ", images.shape)}].", name);
        }

        Guard.FloatingPoint(images, name);
        Guard.Finite(images, name);
        using DisposeScope scope = torch.NewDisposeScope();
        double lowest = images.detach().min().to_type(torch.ScalarType.Float64).item<double>();
        double highest = images.detach().max().to_type(torch.ScalarType.Float64).item<double>();
        return lowest >= 0 && highest <= 1
            ? images
            : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"must be in [0, 1]; got values from {lowest:G6} to {highest:G6}."), name);
    }

    /// <summary>Each image of a batch that has been checked.</summary>
    public static IEnumerable<Picture> Pictures(Tensor images)
    {
        for (long i = 0; i < images.shape[0]; i++)
        {
            using Tensor image = images.select(0, i);
            yield return new Picture(image);
        }
    }
}
