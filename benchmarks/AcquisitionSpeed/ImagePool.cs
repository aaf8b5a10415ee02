using LeNetMnist.Data;
using LeNetMnist.Model;
using static TorchSharp.torch;

namespace AcquisitionSpeed;

/// <summary>The images that are scored: MNIST's training set from the folder of UNCERTAINTY_DATA, or random ones, which cost the same.</summary>
internal sealed class ImagePool : IDisposable
{
    private ImagePool(Tensor inputs, string source)
    {
        Inputs = inputs;
        Source = source;
    }

    /// <summary>[N, 1, 28, 28] images.</summary>
    internal Tensor Inputs { get; }

    /// <summary>Where they come from, in words.</summary>
    internal string Source { get; }

    internal static ImagePool Open(int count)
    {
        string? folder = Environment.GetEnvironmentVariable("UNCERTAINTY_DATA");
        if (string.IsNullOrEmpty(folder))
        {
            using Generator generator = new(0);
            return new ImagePool(rand([count, 1, 28, 28], generator: generator), "random");
        }

        ImageSet set = DataFolder.Open(folder).Mnist.ReadTrain();
        using ImageTensors images = new(set.Take(Math.Min(count, set.Count)), CPU);
        return new ImagePool(images.Images.alias(), "MNIST");
    }

    public void Dispose() => Inputs.Dispose();
}
