using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Runs a network whole with other weights in each draw, and with the BatchNorm statistics that belong to them.</summary>
/// <param name="network">The network.</param>
/// <param name="weights">Its weights.</param>
/// <param name="statistics">The statistics of each draw; null where the network has no BatchNorm. Belongs to the caller.</param>
/// <param name="draw">Gives the weights [P] of a draw.</param>
internal sealed class WeightPasses(
    torch.nn.Module<Tensor, Tensor> network, NetworkWeights weights, DrawnStatistics? statistics, Func<int, Tensor> draw)
{
    private readonly PassMemory _memory = new([network], 1, inputs => inputs);

    /// <summary>See <see cref="IPosteriorPredictive.Visit"/>.</summary>
    public void Visit(Tensor inputs, DrawVisitor visit, int draws, SamplingOptions options, CancellationToken cancellationToken)
    {
        using EvaluationModeScope evaluation = new(network);
        DrawLoop.Run(
            inputs, visit, draws, checkedInputs => _memory.Rows(checkedInputs, options), (number, _, chunk) => Pass(number, chunk), cancellationToken);
    }

    private Tensor Pass(int number, Tensor chunk)
    {
        // Read first: a network may dispose what it is given.
        long inputs = chunk.shape[0];
        using WeightScope entered = weights.Enter(draw(number));
        using WeightScope? running = statistics?.Enter(number);
        return DrawLoop.Checked(network.call(chunk), inputs, "network");
    }
}
