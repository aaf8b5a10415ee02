using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Stochastic gradient Hamiltonian Monte Carlo (SGHMC): gradient descent by batches with momentum, friction and normal noise, whose weights are
/// samples of their posterior. With a <see cref="CyclicalSchedule"/> it is cyclical (cSGHMC).
/// </summary>
/// <remarks>
/// Chen, Fox, Guestrin, "Stochastic Gradient Hamiltonian Monte Carlo", ICML 2014, Eq. (15), for the potential
/// U(w) = N · mean loss + δ/2 ‖w‖²: v ← (1 − α) v − h ∇U + √(2 α h T) z, w ← w + v, with h = η / N for the learning rate η of
/// <see cref="LearningRateSchedule"/>, α = 1 − μ for the momentum μ, and 0 for their estimate of the gradient's own noise. The velocity is 0 at
/// first. Without noise, and at one learning rate, that is gradient descent on the mean loss with momentum μ and weight decay δ / N.
/// </remarks>
public static class StochasticGradientHamiltonianMonteCarlo
{
    /// <summary>Runs a chain from the network's weights, and keeps samples of it. All is as in <see cref="StochasticGradientLangevin.Train"/>.</summary>
    /// <param name="network">From [N, …] inputs to [N, C, …] outputs. Its weights that have a gradient are moved in place. Belongs to the caller.</param>
    /// <param name="batches">Pairs of [B, …] inputs and their targets, finite, all of one size; enumerated as often as the steps take.</param>
    /// <param name="loss">From outputs and targets to the mean over the batch of −ln p(y | x, w).</param>
    /// <param name="examples">Number N of training examples, not of batches; at least 1.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    /// <returns>The samples, which are the caller's to dispose.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="network"/> has no weights with a gradient; <paramref name="batches"/> are none, not finite, or cannot be enumerated again;
    /// <paramref name="loss"/> gives more than one number; or <paramref name="options"/> leave fewer steps for samples than there are draws.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="examples"/> is below 1.</exception>
    /// <exception cref="InvalidOperationException">
    /// The chain diverged: the loss, or a weight after a step, is not finite. All weights and buffers are as before that step. Or the loss has no
    /// gradient, or a BatchNorm layer did not run, ran twice, or was given a single value a channel.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled; the weights are those of the last step.
    /// </exception>
    public static WeightSamples Train(
        torch.nn.Module<Tensor, Tensor> network,
        IEnumerable<(Tensor Inputs, Tensor Targets)> batches,
        Func<Tensor, Tensor, Tensor> loss,
        long examples,
        StochasticGradientHamiltonianMonteCarloOptions? options = null,
        IProgress<MarkovChainProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        MarkovChain chain = new(
            Guard.NotNull(network),
            Guard.NotNull(batches),
            Guard.NotNull(loss),
            WeightOperation.AtLeast(examples, 1),
            options ?? new StochasticGradientHamiltonianMonteCarloOptions(),
            progress,
            cancellationToken);
        return chain.Run();
    }
}
