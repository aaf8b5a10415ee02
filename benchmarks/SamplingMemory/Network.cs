using Benchmarks.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SamplingMemory;

/// <summary>A network with random weights, and how much is sent through it.</summary>
/// <param name="Title">What the table and the child process call it.</param>
/// <param name="Build">Makes it.</param>
/// <param name="Shape">Shape of one input.</param>
/// <param name="Inputs">The smaller number of inputs N.</param>
/// <param name="QuickInputs">N of a short run.</param>
/// <param name="Draws">The smaller number of draws S.</param>
/// <param name="QuickDraws">S of a short run.</param>
internal sealed record Network(
    string Title, Func<Module<Tensor, Tensor>> Build, long[] Shape, long Inputs, long QuickInputs, int Draws, int QuickDraws)
{
    internal static IReadOnlyList<Network> All { get; } =
    [
        new("LeNet-5", LeNet.Build, [1, 28, 28], 1000, 200, 10, 4),
        new("VGG", () => Vgg.Build(), [3, 32, 32], 64, 16, 10, 2),
        new("segmentation", Segmenter.Build, [3, 64, 64], 32, 8, 10, 2),
    ];
}
