using Benchmarks.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AcquisitionSpeed;

/// <summary>A network with dropout for [N, 1, 28, 28] images of ten classes.</summary>
/// <param name="Title">What the table calls it.</param>
/// <param name="Build">Makes the network.</param>
/// <param name="MostPasses">Passes over the pool run at most where a time is so many times that of one; the rest is multiplied.</param>
internal sealed record Workload(string Title, Func<Module<Tensor, Tensor>> Build, int MostPasses)
{
    private const int Classes = 10;

    internal static IReadOnlyList<Workload> All { get; } =
    [
        new("LeNet-5", LeNet.Build, 4),
        new("two 4x4 convolutions, head of 128", TwoConvolutions, 2),
    ];

    internal int PassesAtMost(bool quick) => quick ? Math.Min(2, MostPasses) : MostPasses;

    /// <summary>The network of "Deep Bayesian Active Learning with Image Data", Gal, Islam, Ghahramani, ICML 2017.</summary>
    private static Module<Tensor, Tensor> TwoConvolutions() => Sequential(
        ("conv1", Conv2d(1, 32, 4)),
        ("relu1", ReLU()),
        ("conv2", Conv2d(32, 32, 4)),
        ("relu2", ReLU()),
        ("pool", MaxPool2d(2)),
        ("drop1", Dropout(0.25)),
        ("flatten", Flatten()),
        ("hidden", Linear(32 * 11 * 11, 128)),
        ("relu3", ReLU()),
        ("drop2", Dropout(0.5)),
        ("last", Linear(128, Classes)));
}
