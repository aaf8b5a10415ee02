using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MnistActiveLearning;

/// <summary>
/// The networks of the papers, from [N, 1, 28, 28] images to ten logits, with weights from the global generator. Pooling comes before ReLU
/// throughout: the same function as the other way round, with a quarter of the work.
/// </summary>
internal static class Networks
{
    internal const int Classes = 10;

    private const int Hidden = 128;

    /// <summary>That of Gal, Islam and Ghahramani, "Deep Bayesian Active Learning with Image Data", ICML 2017.</summary>
    internal static Sequential TwoConvolutions() => Sequential(
        (Module<Tensor, Tensor>[])
        [
            ByPixel(Conv2d(1, 32, 4)),
            ReLU(),
            ByPixel(Conv2d(32, 32, 4)),
            MaxPool2d(2),
            ReLU(),
            Dropout(0.25),
            Flatten(),
            Linear(32 * 11 * 11, Hidden),
            ReLU(),
            Dropout(0.5),
            Linear(Hidden, Classes),
        ]);

    /// <summary>
    /// That of Kirsch, van Amersfoort and Gal, "BatchBALD", NeurIPS 2019, without the dropout after its convolutions: all before the last layer
    /// is then computed once for all draws.
    /// </summary>
    internal static Sequential TwoBlocks() => Sequential(
        (Module<Tensor, Tensor>[])
        [
            ByPixel(Conv2d(1, 32, 5)),
            MaxPool2d(2),
            ReLU(),
            ByPixel(Conv2d(32, 64, 5)),
            MaxPool2d(2),
            ReLU(),
            Flatten(),
            Linear(64 * 4 * 4, Hidden),
            ReLU(),
            Dropout(0.5),
            Linear(Hidden, Classes),
        ]);

    /// <summary>
    /// Lays the weights out with the channels last, and with them all that comes of the layer: it computes the same, up to twice as fast.
    /// </summary>
    private static Conv2d ByPixel(Conv2d convolution)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weight = convolution.weight!.detach().permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        convolution.weight = new Parameter(weight.DetachFromDisposeScope());
        return convolution;
    }
}
