using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>How many inputs may be worked on together, within the options' bounds.</summary>
/// <param name="network">The network.</param>
/// <param name="length">Doubles that the work on the derivatives takes for one input, beside themselves.</param>
internal sealed class LinearisedMemory(LinearisedNetwork network, Func<IReadOnlyList<LayerJacobian>, long> length)
{
    private readonly PassMemory _pass = new([network.Network], 1, inputs => inputs);
    private readonly ChunkLength _work = new();

    /// <summary>The number of inputs; at least 1.</summary>
    public long Rows(Tensor inputs, SamplingOptions options)
    {
        using EvaluationModeScope evaluation = new(network.Network);
        return Math.Min(_pass.Rows(inputs, options), _work.Rows(inputs, options, Measure));
    }

    private long Measure(Tensor row)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using LinearisedPass pass = network.Run(row);
        IReadOnlyList<LayerJacobian> jacobians = pass.Jacobians();

        // Twice: the gradients in the network's type, and in double.
        return sizeof(double) * ((2 * jacobians.Sum(jacobian => jacobian.Length)) + length(jacobians));
    }
}
