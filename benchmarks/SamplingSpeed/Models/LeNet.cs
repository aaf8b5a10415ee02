using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Benchmarks.Models;

/// <summary>LeNet-5 for [N, 1, 28, 28] images, with dropout after both hidden layers of the head.</summary>
internal static class LeNet
{
    internal static Sequential Build() => Sequential(
        Conv2d(1, 6, 5, padding: 2),
        ReLU(),
        MaxPool2d(2),
        Conv2d(6, 16, 5),
        ReLU(),
        MaxPool2d(2),
        Flatten(),
        Linear(400, 120),
        ReLU(),
        Dropout(0.5),
        Linear(120, 84),
        ReLU(),
        Dropout(0.5),
        Linear(84, 10));
}
