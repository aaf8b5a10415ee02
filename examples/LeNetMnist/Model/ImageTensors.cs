using LeNetMnist.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace LeNetMnist.Model;

/// <summary>An image set as tensors: [N, 1, H, W] images, normalised as MNIST usually is or from 0 to 1, and [N] labels.</summary>
internal sealed class ImageTensors : IDisposable
{
    private const double Mean = 0.1307;
    private const double StandardDeviation = 0.3081;

    public ImageTensors(ImageSet images, Device device, bool normalise = true)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor bytes = torch.tensor(images.Pixels, [images.Count, 1, images.Height, images.Width]);
        Tensor unit = bytes.to_type(ScalarType.Float32) / 255;
        Images = (normalise ? (unit - Mean) / StandardDeviation : unit).to(device).DetachFromDisposeScope();
        Labels = torch.tensor(images.Labels).to_type(ScalarType.Int64).to(device).DetachFromDisposeScope();
    }

    public Tensor Images { get; }

    public Tensor Labels { get; }

    public int Count => (int)Labels.shape[0];

    /// <summary>The set in slices of <paramref name="size"/>; the tensors live until the next slice is asked for.</summary>
    public IEnumerable<(Tensor Images, Tensor Labels)> Slices(int size)
    {
        for (int start = 0; start < Count; start += size)
        {
            int length = Math.Min(size, Count - start);
            using Tensor images = Images.narrow(0, start, length);
            using Tensor labels = Labels.narrow(0, start, length);
            yield return (images, labels);
        }
    }

    /// <summary>The set once, in random order; the tensors live until the next batch is asked for.</summary>
    public IEnumerable<(Tensor Images, Tensor Labels)> Shuffled(int size, Generator generator)
    {
        using Tensor order = randperm(Count, generator: generator).to(Images.device);
        for (int start = 0; start < Count; start += size)
        {
            using Tensor chosen = order.narrow(0, start, Math.Min(size, Count - start));
            using Tensor images = Images.index_select(0, chosen);
            using Tensor labels = Labels.index_select(0, chosen);
            yield return (images, labels);
        }
    }

    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}
