using ScottPlot;
using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>What a variational autoencoder has learnt: images that it draws, images that it tells again, and its latents.</summary>
public static class LatentFigures
{
    /// <summary>Images in a row where no number is given.</summary>
    public const int DefaultColumns = 10;

    private const float PointSize = 6;

    /// <summary>Images that the autoencoder draws by latents from N(0, I): means of p(x | z), cut off at 0 and 1.</summary>
    /// <param name="model">The autoencoder.</param>
    /// <param name="shape">[H, W], [1, H, W] or [3, H, W] of an image; the decoder's outputs are taken in this order.</param>
    /// <param name="count">How many; at least 1. Default 100.</param>
    /// <param name="columns">Images in a row; at least 1. Default 10.</param>
    /// <param name="seed">Seed of the latents. Default 0.</param>
    /// <returns>The figure, which the caller disposes.</returns>
    /// <exception cref="ArgumentException"><paramref name="shape"/> is not that of an image, or not of as many values as the decoder gives.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public static Plot Samples(VariationalAutoencoder model, IReadOnlyList<long> shape, int count = 100, int columns = DefaultColumns, long seed = 0)
    {
        Guard.NotNull(model);
        Guard.NotNull(shape);
        Guard.AtLeast(count, 1);
        Guard.AtLeast(columns, 1);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor samples = model.Sample(count, seed);
        if (shape.Any(length => length < 1) || shape.Aggregate((long)count, (product, length) => product * length) != samples.numel())
        {
            throw new ArgumentException(
                $"must be that of {samples.numel() / count} values, which the decoder gives; got [{string.Join(", ", shape)}].", nameof(shape));
        }

        return ImageFigures.Grid(ImageBatch.Check(samples.reshape([count, .. shape]).clamp(0, 1), nameof(shape)), captions: null, columns);
    }

    /// <summary>
    /// Images, and below each its reconstruction by the mean of q(z | x) and, with a seed, by a draw; reconstructions are cut off at 0 and 1.
    /// </summary>
    /// <param name="model">The autoencoder.</param>
    /// <param name="images">[N, H, W], [N, 1, H, W] or [N, 3, H, W] images in [0, 1], as the encoder takes them.</param>
    /// <param name="columns">Images in a row; at least 1. Default 10.</param>
    /// <param name="seed">Seed of a draw of the latents. Default null: no draws are shown.</param>
    /// <returns>The figure, which the caller disposes.</returns>
    /// <exception cref="ArgumentException"><paramref name="images"/> are of another shape or type, empty or outside [0, 1].</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> are below 1.</exception>
    public static Plot Reconstructions(VariationalAutoencoder model, Tensor images, int columns = DefaultColumns, long? seed = null)
    {
        Guard.NotNull(model);
        ImageBatch.Check(images, nameof(images));
        Guard.AtLeast(columns, 1);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        int count = (int)images.shape[0];
        List<Tensor> kinds = [images, model.Reconstruct(images).clamp(0, 1)];
        if (seed is { } number)
        {
            kinds.Add(model.Reconstruct(images, number).clamp(0, 1));
        }

        Plot plot = FigureLook.NewPlot("", "", "");
        return ImageFigures.Arrange(plot, torch.cat(kinds, 0), i =>
        {
            (int kind, int image) = Math.DivRem(i, count);
            return ((image / columns * kinds.Count) + kind, image % columns);
        });
    }

    /// <summary>Two of the latents of inputs as points by class: classes that lie apart are told apart by the autoencoder without labels.</summary>
    /// <param name="latents">[N, L] finite latents, such as the Location of <see cref="VariationalAutoencoder.Encode"/>; some thousands can still be seen.</param>
    /// <param name="labels">[N] classes, each at least 0.</param>
    /// <param name="classNames">Name of each class. Default null: numbers.</param>
    /// <param name="dimensions">Which two latents. Default null: the first two.</param>
    /// <returns>A figure of 1 : 1, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="latents"/> are of another shape, empty or not finite, or <paramref name="labels"/> are not as many.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A label has no name or is below 0, or there is no such latent.</exception>
    public static Plot Scatter(
        Tensor latents, IReadOnlyList<long> labels, IReadOnlyList<string>? classNames = null, (int X, int Y)? dimensions = null)
    {
        Guard.Rank(latents, 2, "[N, L]");
        Guard.Finite(latents);
        (int x, int y) = dimensions ?? (0, 1);
        IReadOnlyList<PointGroup> groups = PointGroup.ByClass(latents, labels, classNames, (x, y));
        Plot plot = FigureLook.NewPlot("", $"latent {x}", $"latent {y}");
        SquareLayout.Apply(plot, Square(groups));
        ClassMarks.Add(plot, groups, PointSize);
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    /// <summary>A square around all points, whatever the lengths of their ranges.</summary>
    private static AxisLimits Square(IReadOnlyList<PointGroup> groups)
    {
        (double left, double right) = FigureRange.Padded(FigureRange.Of(groups.SelectMany(group => group.Xs)));
        (double bottom, double top) = FigureRange.Padded(FigureRange.Of(groups.SelectMany(group => group.Ys)));
        double half = Math.Max(right - left, top - bottom) / 2;
        double x = (left + right) / 2;
        double y = (bottom + top) / 2;
        return new AxisLimits(x - half, x + half, y - half, y + half);
    }
}
