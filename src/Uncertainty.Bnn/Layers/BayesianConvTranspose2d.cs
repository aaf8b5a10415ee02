namespace Uncertainty.Bnn;

/// <summary>
/// A ConvTranspose2d with random weights: [N, inputs, H, W] to [N, outputs, …]. See <see cref="BayesianLayer"/>.
/// </summary>
public sealed class BayesianConvTranspose2d : BayesianLayer
{
    /// <summary>Makes the layer; its means start at random, from torch's global generator.</summary>
    /// <param name="inputs">Number of input channels; at least 1.</param>
    /// <param name="outputs">Number of output channels; at least 1.</param>
    /// <param name="kernel">Length of the kernel along each dimension; at least 1.</param>
    /// <param name="stride">Step of the kernel in the output. Default 1.</param>
    /// <param name="padding">Rows and columns of the output that are left out on each side. Default 0.</param>
    /// <param name="outputPadding">Rows and columns added at the end of the output; below stride or dilation. Default 0.</param>
    /// <param name="dilation">Distance between the kernel's elements. Default 1.</param>
    /// <param name="groups">Blocks of channels that do not see each other; divides both numbers of channels. Default 1.</param>
    /// <param name="bias">Whether there is a bias, random as well. Default true.</param>
    /// <param name="options">Estimator, prior and first deviations; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below its least value.</exception>
    /// <exception cref="ArgumentException"><paramref name="groups"/> does not divide the numbers of channels.</exception>
    public BayesianConvTranspose2d(
        long inputs,
        long outputs,
        long kernel,
        long stride = 1,
        long padding = 0,
        long outputPadding = 0,
        long dilation = 1,
        long groups = 1,
        bool bias = true,
        BayesianLayerOptions? options = null)
        : base(
            nameof(BayesianConvTranspose2d),
            WeightOperation.Transposed(2, stride, padding, outputPadding, dilation, groups),
            [
                WeightOperation.AtLeast(inputs, 1),
                WeightOperation.Block(WeightOperation.AtLeast(outputs, 1), inputs, groups),
                WeightOperation.AtLeast(kernel, 1),
                kernel,
            ],
            outputs,
            bias,
            options)
    {
    }
}
