using TorchSharp;
using static TorchSharp.torch;

namespace BatchBaldSpeed;

/// <summary>Draws of class probabilities to choose from, in single precision, as networks give them.</summary>
/// <param name="Title">What they are like.</param>
/// <param name="Sure">How far apart the classes are that the draws agree on.</param>
/// <param name="Doubt">How far apart the draws are at most.</param>
/// <param name="Power">How few they are far apart on: they are so by a uniform number to this power.</param>
internal sealed record Pool(string Title, double Sure, double Doubt, double Power)
{
    internal static readonly IReadOnlyList<Pool> All =
    [
        new("few inputs in doubt", 4, 1.2, 6),
        new("all inputs in doubt", 1, 0.7, 0),
    ];

    /// <summary>[S, N, C] draws.</summary>
    internal Tensor Draws(int draws, int inputs, int classes)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(1);
        Tensor common = Sure * randn(1, inputs, classes, generator: generator);
        Tensor doubt = Doubt * rand(1, inputs, 1, generator: generator).pow(Power);
        return (common + (doubt * randn(draws, inputs, classes, generator: generator))).softmax(2).MoveToOuterDisposeScope();
    }
}
