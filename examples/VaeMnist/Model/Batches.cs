using LeNetMnist.Data;
using LeNetMnist.Model;
using static TorchSharp.torch;

namespace VaeMnist.Model;

/// <summary>Training batches, in another order each time they are enumerated; the tensors live until the next batch is asked for.</summary>
internal sealed class Batches(ImageTensors data, bool binarise, long seed) : IDisposable
{
    public const int Size = 128;

    private readonly Generator _generator = new((ulong)seed);

    public int Count => (data.Count + Size - 1) / Size;

    public IEnumerable<(Tensor Images, Tensor Labels)> Pairs()
    {
        foreach ((Tensor images, Tensor labels) in data.Shuffled(Size, _generator))
        {
            if (binarise)
            {
                using Tensor uniform = rand(images.shape, generator: _generator);
                using Tensor black = uniform.lt(images);
                using Tensor drawn = black.to_type(images.dtype);
                yield return (drawn, labels);
            }
            else
            {
                yield return (images, labels);
            }
        }
    }

    /// <summary>The set in black and white: each pixel 255 with its grey level, of 255, as the probability, else 0.</summary>
    public static ImageSet Binarised(ImageSet images, long seed)
    {
        using Generator generator = new((ulong)seed);
        using Tensor uniform = rand(images.Pixels.Length, generator: generator);
        byte[] pixels = [.. images.Pixels.Zip(uniform.data<float>().ToArray(), (grey, number) => number * 255 < grey ? byte.MaxValue : (byte)0)];
        return new ImageSet($"{images.Source}, black and white", images.Height, images.Width, images.Classes, pixels, images.Labels);
    }

    public void Dispose() => _generator.Dispose();
}
