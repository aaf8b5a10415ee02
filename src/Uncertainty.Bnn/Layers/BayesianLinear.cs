namespace Uncertainty.Bnn;

/// <summary>A Linear with random weights: [N, …, inputs] to [N, …, outputs]. See <see cref="BayesianLayer"/>.</summary>
public sealed class BayesianLinear : BayesianLayer
{
    /// <summary>Makes the layer; its means start at random, from torch's global generator.</summary>
    /// <param name="inputs">Number of input units; at least 1.</param>
    /// <param name="outputs">Number of output units; at least 1.</param>
    /// <param name="bias">Whether there is a bias, random as well. Default true.</param>
    /// <param name="options">Estimator, prior and first deviations; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public BayesianLinear(long inputs, long outputs, bool bias = true, BayesianLayerOptions? options = null)
        : base(
            nameof(BayesianLinear),
            WeightOperation.Linear,
            [WeightOperation.AtLeast(outputs, 1), WeightOperation.AtLeast(inputs, 1)],
            outputs,
            bias,
            options)
    {
    }
}
