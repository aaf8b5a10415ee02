using Benchmarks.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SamplingSpeed;

/// <summary>A network with random weights and what is sent through it.</summary>
/// <param name="Key">What the command line and the Python peer call it.</param>
/// <param name="Title">What the table calls it.</param>
/// <param name="Build">Makes the network.</param>
/// <param name="Shape">Shape of one input.</param>
/// <param name="Inputs">Number of inputs N.</param>
/// <param name="QuickInputs">N of a short run.</param>
/// <param name="Widest">Elements of the largest activation of one input.</param>
/// <param name="MostPasses">Passes run at most where a time is so many times that of one pass; the rest is multiplied.</param>
/// <param name="Rounds">Rounds of a full run.</param>
internal sealed record Workload(
    string Key,
    string Title,
    Func<Module<Tensor, Tensor>> Build,
    long[] Shape,
    long Inputs,
    long QuickInputs,
    long Widest,
    int MostPasses,
    int Rounds)
{
    internal const string LeNetKey = "lenet";
    internal const string MlpKey = "mlp";
    internal const string VggKey = "vgg";
    internal const string ResNetKey = "resnet";

    /// <summary>For Monte Carlo dropout.</summary>
    internal static IReadOnlyList<Workload> Dropout { get; } =
    [
        new(LeNetKey, "LeNet-5", LeNet.Build, [1, 28, 28], 1000, 200, 6 * 28 * 28, int.MaxValue, 5),
        new(MlpKey, "MLP", Mlp.Build, [784], 1000, 200, 784, int.MaxValue, 5),
        new(VggKey, "VGG", () => Vgg.Build(), [3, 32, 32], 256, 32, 32 * 32 * 32, 4, 5),
        new(ResNetKey, "ResNet-18", () => new ResNet18(), [3, 64, 64], 128, 16, 64 * 32 * 32, 3, 5),
    ];

    /// <summary>For Monte Carlo BatchNorm: networks that have it.</summary>
    internal static IReadOnlyList<Workload> BatchNorm { get; } =
    [
        Dropout.Single(workload => workload.Key == VggKey) with
        {
            Title = "VGG with BatchNorm", Build = () => Vgg.Build(normalised: true),
        },
        Dropout.Single(workload => workload.Key == ResNetKey),
    ];
}
