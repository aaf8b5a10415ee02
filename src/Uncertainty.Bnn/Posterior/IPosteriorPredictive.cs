using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A distribution over networks, read by the predictions of S networks drawn from it. Draw s is one function: the same network
/// for every input, whatever batch the input came in, and the same again on every run of one seed. A sampler whose
/// noise is not its own says where it promises less.
/// </summary>
public interface IPosteriorPredictive
{
    /// <summary>Number of draws S; at least 1.</summary>
    int Draws { get; }

    /// <summary>
    /// Hands the output of every draw for every input to <paramref name="visit"/>: the inputs in chunks of as many as memory
    /// allows, in order, and for each chunk the draws 0 … S - 1. The network keeps its weights, its mode, its running statistics
    /// and the global random state, also when this throws.
    /// </summary>
    /// <param name="inputs">[N, …] inputs of the network; finite, N at least 1.</param>
    /// <param name="visit">Takes the outputs.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are empty or not finite.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default);
}
