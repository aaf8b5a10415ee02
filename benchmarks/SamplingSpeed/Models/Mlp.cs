using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Benchmarks.Models;

/// <summary>784-512-512-10 with dropout after both hidden layers.</summary>
internal static class Mlp
{
    internal static Sequential Build() => Sequential(
        Linear(784, 512),
        ReLU(),
        Dropout(0.5),
        Linear(512, 512),
        ReLU(),
        Dropout(0.5),
        Linear(512, 10));
}
