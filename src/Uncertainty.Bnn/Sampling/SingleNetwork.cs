using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// One trained network as a posterior of one draw: for networks that say of themselves how sure they are, such as evidential ones. Of any
/// other it says nothing: a single draw never disagrees with itself.
/// </summary>
/// <remarks>The network runs in evaluation mode, without gradients unless asked for. Not safe for several threads on one network.</remarks>
public sealed class SingleNetwork : IPosteriorPredictive
{
    private readonly torch.nn.Module<Tensor, Tensor> _network;
    private readonly SingleNetworkOptions _options;
    private readonly PassMemory _memory;

    /// <summary>Wraps a trained network.</summary>
    /// <param name="network">From [N, …] inputs to [N, C, …] outputs. Belongs to the caller, who keeps it alive and disposes it.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    public SingleNetwork(torch.nn.Module<Tensor, Tensor> network, SingleNetworkOptions? options = null)
    {
        _network = Guard.NotNull(network);
        _options = options ?? new SingleNetworkOptions();
        _memory = new PassMemory([network], 1, inputs => inputs);
    }

    /// <summary>1.</summary>
    public int Draws => 1;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The outputs are not [N, C, …].</exception>
    public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default) =>
        Visit(inputs, visit, gradients: false, cancellationToken);

    /// <summary>
    /// The same draws, but with gradients to the inputs where torch's grad mode is on and the inputs ask for them: to search for inputs. What
    /// gradients need of the passes stays in memory with the outputs, beyond <see cref="SamplingOptions.MemoryLimit"/>.
    /// </summary>
    /// <returns>A posterior that reads this one; nothing to dispose.</returns>
    public IPosteriorPredictive WithGradients() => new GradientDraws(this, Visit);

    private void Visit(Tensor inputs, DrawVisitor visit, bool gradients, CancellationToken cancellationToken)
    {
        using EvaluationModeScope evaluation = new(_network);
        using IDisposable graph = torch.enable_grad(gradients);
        DrawLoop.Run(
            inputs, visit, Draws, checkedInputs => _memory.Rows(checkedInputs, _options), (_, _, chunk) => Pass(chunk), cancellationToken);
    }

    private Tensor Pass(Tensor chunk)
    {
        // Read first: a network may dispose what it is given.
        long inputs = chunk.shape[0];
        return DrawLoop.Checked(_network.call(chunk), inputs, "network");
    }
}
