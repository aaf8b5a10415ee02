using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Stochastic gradient Langevin dynamics (SGLD): gradient descent by batches, with normal noise of such a variance that the weights which it
/// passes through are samples of their posterior. With a <see cref="CyclicalSchedule"/> it is cyclical (cSGLD).
/// </summary>
/// <remarks>
/// Welling, Teh, "Bayesian Learning via Stochastic Gradient Langevin Dynamics", ICML 2011, Eq. (4), for the potential
/// U(w) = N · mean loss + δ/2 ‖w‖²: w ← w − ε/2 ∇U + √(ε T) z, with ε = 2 η / N for the learning rate η of
/// <see cref="LearningRateSchedule"/>. That is a step of gradient descent on the mean loss with weight decay δ / N, and noise of variance 2 η T / N.
/// </remarks>
public static class StochasticGradientLangevin
{
    /// <summary>Runs a chain from the network's weights, and keeps samples of it.</summary>
    /// <param name="network">
    /// From [N, …] inputs to [N, C, …] outputs. Its weights that have a gradient are moved in place, and are those of the last step afterwards.
    /// Runs in training mode but for its dropout layers, which pass on what they are given; every module is then put back in the mode that it
    /// was found in. Belongs to the caller, who keeps it alive.
    /// </param>
    /// <param name="batches">
    /// Pairs of [B, …] inputs and their targets, finite, all of one size; enumerated as often as the steps take, and once more for each sample
    /// where the network has BatchNorm. The tensors stay whose they are.
    /// </param>
    /// <param name="loss">
    /// From outputs and targets to the mean over the batch of −ln p(y | x, w), such as <c>cross_entropy</c>. For a regression the noise's
    /// variance must be in it.
    /// </param>
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
        StochasticGradientLangevinOptions? options = null,
        IProgress<MarkovChainProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        MarkovChain chain = new(
            Guard.NotNull(network),
            Guard.NotNull(batches),
            Guard.NotNull(loss),
            WeightOperation.AtLeast(examples, 1),
            options ?? new StochasticGradientLangevinOptions(),
            progress,
            cancellationToken);
        return chain.Run();
    }
}
