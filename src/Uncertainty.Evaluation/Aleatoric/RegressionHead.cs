using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// A fitted heteroscedastic head of a regression: the variance of the targets' noise at each input, learned on the network's
/// frozen features. Immutable; the network belongs to the caller and must outlive the head.
/// </summary>
/// <remarks>
/// Kendall and Gal, "What Uncertainties Do We Need in Bayesian Deep Learning for Computer Vision?", NeurIPS 2017, Eq. (8).
/// </remarks>
public sealed class RegressionHead : IDisposable
{
    private readonly AleatoricHead _head;

    private RegressionHead(AleatoricHead head)
    {
        _head = head;
    }

    /// <summary>Trains a head on top of a trained regression network, which is left unchanged.</summary>
    /// <param name="network">From [N, …] inputs to [N, D] means, its last layer a Linear.</param>
    /// <param name="batches">
    /// [N, …] inputs and [N, D] targets of the outputs' shape; enumerated once an epoch, tensors stay the caller's.
    /// </param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="progress">Told of every batch.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <exception cref="ArgumentException">No batch, a network without Linear layer, targets not finite or of another shape.</exception>
    /// <exception cref="InvalidOperationException">The network's outputs are not finite, or the loss no longer is.</exception>
    public static RegressionHead Fit(
        torch.nn.Module<Tensor, Tensor> network,
        IEnumerable<(Tensor Inputs, Tensor Targets)> batches,
        AleatoricHeadOptions? options = null,
        IProgress<HeadProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Guard.NotNull(network);
        Guard.NotNull(batches);
        return new RegressionHead(AleatoricHead.Fit(
            network, batches, options ?? new AleatoricHeadOptions(), HeteroscedasticLoss.Regression, progress, cancellationToken));
    }

    /// <summary>[N, D] variances of the noise, σ² = e^s, in the square of the target's unit. A new tensor, the caller's.</summary>
    /// <param name="inputs">[N, …] inputs; finite.</param>
    public Tensor Variance(Tensor inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return _head.Run(inputs).LogVariances.exp().MoveToOuterDisposeScope();
    }

    /// <summary>Gives the head's weights back; the network stays.</summary>
    public void Dispose() => _head.Dispose();
}
