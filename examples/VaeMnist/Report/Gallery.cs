using LeNetMnist.Data;
using LeNetMnist.Model;
using TorchSharp;
using Uncertainty.Bnn;
using VaeMnist.Model;
using static TorchSharp.torch;

namespace VaeMnist.Report;

/// <summary>The pictures of a run.</summary>
internal static class Gallery
{
    private const int Columns = 10;
    private const int Blocks = 3;

    /// <summary>A hundred samples, each the mean of p(x | z).</summary>
    public static void Samples(VariationalAutoencoder model, long seed, string path)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor samples = model.Sample(Columns * Columns, seed);
        PictureGrid grid = new(Columns, Columns);
        for (int row = 0; row < Columns; row++)
        {
            grid.Row(row, samples.narrow(0, row * Columns, Columns));
        }

        grid.Save(path);
    }

    /// <summary>Test digits, and below each its reconstruction by the mean of q(z | x) and by a draw.</summary>
    public static void Reconstructions(VariationalAutoencoder model, ImageSet digits, long seed, string path)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using ImageTensors test = new(digits.Take(Blocks * Columns), CPU, normalise: false);
        PictureGrid grid = new(3 * Blocks, Columns);
        for (int block = 0; block < Blocks; block++)
        {
            Tensor images = test.Images.narrow(0, block * Columns, Columns);
            grid.Row(3 * block, images).Row((3 * block) + 1, model.Reconstruct(images)).Row((3 * block) + 2, model.Reconstruct(images, seed));
        }

        grid.Save(path);
    }

    /// <summary>A row of samples of each class; a column has the same latents in every row.</summary>
    public static void ByClass(ConditionalVariationalAutoencoder model, long seed, string path)
    {
        using DisposeScope scope = NewDisposeScope();
        PictureGrid grid = new(Networks.Classes, Columns);
        for (int digit = 0; digit < Networks.Classes; digit++)
        {
            grid.Row(digit, model.Sample(full(Columns, digit, dtype: ScalarType.Int64), seed));
        }

        grid.Save(path);
    }
}
