namespace Uncertainty.Bnn;

/// <summary>
/// A Conv2d with random weights: [N, inputs, H, W] to [N, outputs, …]. See <see cref="BayesianLayer"/>.
/// </summary>
public sealed class BayesianConv2d : BayesianLayer
{
    /// <summary>Makes the layer; its means start at random, from torch's global generator.</summary>
    /// <param name="inputs">Number of input channels; at least 1.</param>
    /// <param name="outputs">Number of output channels; at least 1.</param>
    /// <param name="kernel">Length of the kernel along each dimension; at least 1.</param>
    /// <param name="stride">Step of the kernel. Default 1.</param>
    /// <param name="padding">Zeros around the input. Default 0.</param>
    /// <param name="dilation">Distance between the kernel's elements. Default 1.</param>
    /// <param name="groups">Blocks of channels that do not see each other; divides both numbers of channels. Default 1.</param>
    /// <param name="bias">Whether there is a bias, random as well. Default true.</param>
    /// <param name="options">Estimator, prior and first deviations; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below its least value.</exception>
    /// <exception cref="ArgumentException"><paramref name="groups"/> does not divide the numbers of channels.</exception>
    public BayesianConv2d(
        long inputs,
        long outputs,
        long kernel,
        long stride = 1,
        long padding = 0,
        long dilation = 1,
        long groups = 1,
        bool bias = true,
        BayesianLayerOptions? options = null)
        : base(
            nameof(BayesianConv2d),
            WeightOperation.Convolution(2, stride, padding, dilation, groups),
            [
                WeightOperation.AtLeast(outputs, 1),
                WeightOperation.Block(WeightOperation.AtLeast(inputs, 1), outputs, groups),
                WeightOperation.AtLeast(kernel, 1),
                kernel,
            ],
            outputs,
            bias,
            options)
    {
    }
}
