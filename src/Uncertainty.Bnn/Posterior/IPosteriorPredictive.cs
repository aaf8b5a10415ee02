using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A distribution over networks, read by the predictions of S networks drawn from it. Draw s is one function: the same network
/// for every input, whatever batch the input came in, and the same again on every run of one seed.
/// </summary>
public interface IPosteriorPredictive
{
    /// <summary>Number of draws S; at least 1.</summary>
    int Draws { get; }

    /// <summary>
    /// Hands the output of every draw to <paramref name="visit"/>, in order. The network keeps its weights, its mode, its
    /// running statistics and the global random state, also when this throws.
    /// </summary>
    /// <param name="inputs">[N, …] inputs of the network; finite, N at least 1.</param>
    /// <param name="visit">
    /// Takes s and the [N, C, …] output of draw s, as the network gives it (logits stay logits). The tensor is disposed after
    /// the call: copy what must stay.
    /// </param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are empty or not finite.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    void Visit(Tensor inputs, Action<int, Tensor> visit, CancellationToken cancellationToken = default);
}
