using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Benchmarks.Models;

/// <summary>LeNet-5 for [N, 1, 28, 28] images, with ReLU and max pooling.</summary>
internal static class LeNet
{
    internal const int Classes = 10;

    /// <summary>With dropout after both hidden layers of the head.</summary>
    internal static Sequential Build() => Build(0.5);

    /// <summary>With dropout after both hidden layers of the head, or, for null, without.</summary>
    internal static Sequential Build(double? dropout) => Build(
        (channels, maps, padding) => Conv2d(channels, maps, 5, padding: padding), (inputs, outputs) => Linear(inputs, outputs), dropout);

    /// <summary>With layers of any kind.</summary>
    /// <param name="convolution">A 5x5 convolution with so many input channels, output channels, and zeros around its input.</param>
    /// <param name="linear">A layer with so many inputs and outputs.</param>
    /// <param name="dropout">Dropout rate after both hidden layers of the head; null for no dropout.</param>
    internal static Sequential Build(
        Func<int, int, int, Module<Tensor, Tensor>> convolution, Func<int, int, Module<Tensor, Tensor>> linear, double? dropout = null) => Sequential(
        (Module<Tensor, Tensor>[])
        [
            convolution(1, 6, 2),
            ReLU(),
            MaxPool2d(2),
            convolution(6, 16, 0),
            ReLU(),
            MaxPool2d(2),
            Flatten(),
            linear(400, 120),
            ReLU(),
            .. Drop(dropout),
            linear(120, 84),
            ReLU(),
            .. Drop(dropout),
            linear(84, Classes),
        ]);

    private static Module<Tensor, Tensor>[] Drop(double? rate) => rate is { } some ? [Dropout(some)] : [];
}
