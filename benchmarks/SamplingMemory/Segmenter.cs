using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace SamplingMemory;

/// <summary>A small network from [N, 3, 64, 64] images to [N, 5, 64, 64] maps, with dropout of channels and of single units inside.</summary>
internal static class Segmenter
{
    internal static Sequential Build() => Sequential(
        Conv2d(3, 16, 3, padding: 1),
        ReLU(),
        MaxPool2d(2),
        Conv2d(16, 32, 3, padding: 1),
        ReLU(),
        Dropout2d(0.5),
        Conv2d(32, 32, 3, padding: 1),
        ReLU(),
        ConvTranspose2d(32, 16, 2, stride: 2),
        ReLU(),
        Dropout(0.25),
        Conv2d(16, 5, 3, padding: 1));
}
