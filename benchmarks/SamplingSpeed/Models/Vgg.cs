using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Benchmarks.Models;

/// <summary>
/// A small VGG for [N, 3, 32, 32] images: 32-32, 64-64 and 128-128 channels with pooling between, a head of 256. Dropout of
/// single units, a quarter after each pooling and half in the head, as much code has it.
/// </summary>
internal static class Vgg
{
    /// <param name="normalised">Whether each convolution is followed by BatchNorm.</param>
    internal static Sequential Build(bool normalised = false)
    {
        List<Module<Tensor, Tensor>> layers = [];
        long channels = 3;
        foreach (long width in (long[])[32, 64, 128])
        {
            AddConvolution(layers, channels, width, normalised);
            AddConvolution(layers, width, width, normalised);
            layers.AddRange([MaxPool2d(2), Dropout(0.25)]);
            channels = width;
        }

        layers.AddRange([Flatten(), Linear(4 * 4 * channels, 256), ReLU(), Dropout(0.5), Linear(256, 10)]);
        return Sequential(layers);
    }

    private static void AddConvolution(List<Module<Tensor, Tensor>> layers, long from, long to, bool normalised)
    {
        layers.Add(Conv2d(from, to, 3, padding: 1));
        if (normalised)
        {
            layers.Add(BatchNorm2d(to));
        }

        layers.Add(ReLU());
    }
}
