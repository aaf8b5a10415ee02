using System.Globalization;
using LeNetMnist.Data;
using LeNetMnist.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace MnistActiveLearning;

/// <summary>The images that labels can be asked for, with the labels.</summary>
internal sealed class DigitPool : IDisposable
{
    private DigitPool(string source, Tensor images, byte[] classes)
    {
        Source = source;
        Images = images;
        Classes = classes;
        Labels = tensor(classes.Select(label => (long)label).ToArray()).DetachFromDisposeScope();
    }

    internal string Source { get; }

    /// <summary>[N, 1, 28, 28] images.</summary>
    internal Tensor Images { get; }

    /// <summary>[N] their classes.</summary>
    internal Tensor Labels { get; }

    internal byte[] Classes { get; }

    internal int Count => Classes.Length;

    /// <summary>Images to begin with: of each class as many, at random.</summary>
    /// <param name="ofClass">How many of each.</param>
    /// <param name="seed">Seed of the choice.</param>
    internal int[] Balanced(int ofClass, long seed)
    {
        Random random = new((int)seed);
        int[] order = [.. Enumerable.Range(0, Count)];
        random.Shuffle(order);
        return [.. order.GroupBy(index => Classes[index]).OrderBy(group => group.Key).SelectMany(group => group.Take(ofClass))];
    }

    /// <summary>All images of a set.</summary>
    /// <param name="set">The set.</param>
    /// <param name="normalise">Whether grey levels are as MNIST usually has them, with a mean of 0 and a deviation of 1, or in [0, 1].</param>
    internal static DigitPool Of(ImageSet set, bool normalise)
    {
        using ImageTensors images = new(set, CPU, normalise);
        return new DigitPool(set.Source, images.Images.alias(), set.Labels);
    }

    /// <summary>Some images of a set several times, normalised, each time with noise of its own.</summary>
    /// <param name="set">The set.</param>
    /// <param name="count">Images that are taken of it, at random.</param>
    /// <param name="copies">How many times each is there.</param>
    /// <param name="noise">Standard deviation of the noise of each pixel.</param>
    /// <param name="seed">Seed of what is taken, and of the noise.</param>
    internal static DigitPool Repeated(ImageSet set, int count, int copies, double noise, long seed)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new((ulong)seed);
        using ImageTensors images = new(set, CPU);
        Tensor rows = randperm(set.Count, generator: generator).narrow(0, 0, Math.Min(count, set.Count)).repeat(copies);
        Tensor repeated = images.Images.index_select(0, rows);
        repeated.add_(randn(repeated.shape, generator: generator) * noise);
        byte[] classes = [.. rows.data<long>().ToArray().Select(row => set.Labels[row])];
        string source = string.Create(
            CultureInfo.InvariantCulture, $"{rows.shape[0] / copies} images of {set.Source}, {copies} times with noise of {noise}");
        return new DigitPool(source, repeated.DetachFromDisposeScope(), classes);
    }

    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}
