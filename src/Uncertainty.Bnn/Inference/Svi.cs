using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Stochastic variational inference: fits the distribution over a network's weights by gradient descent on <see cref="Elbo"/>.</summary>
public static class Svi
{
    /// <summary>Trains a network with random weights, in place.</summary>
    /// <param name="network">
    /// From [N, …] inputs to [N, C, …] outputs, with <see cref="BayesianLayer"/>s, <see cref="ConcreteDropout"/>s or
    /// <see cref="VariationalDropout"/>s, or converted by <see cref="ModuleConversion.ToBayesian"/>. Runs in training mode; every module is
    /// then put back in the mode that it was found in.
    /// </param>
    /// <param name="batches">
    /// Pairs of [B, …] inputs and their targets, finite; enumerated once for each epoch. The tensors stay whose they are.
    /// </param>
    /// <param name="loss">From outputs and targets to the mean over the batch of −ln p(y | x); see <see cref="Elbo"/>.</param>
    /// <param name="examples">Number N of training examples, not of batches; at least 1.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    /// <returns>For each epoch the mean of the bound's parts over its batches.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="network"/> has no Bayesian layer; <paramref name="batches"/> are none, not finite, or cannot be enumerated again; or
    /// <paramref name="loss"/> gives more than one number.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="examples"/> is below 1.</exception>
    /// <exception cref="InvalidOperationException">
    /// The training diverged: the bound, or a weight after a step, is not finite. All weights and buffers are as before that step.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled; the weights are those of the last step. Called again, this goes on from there with a
    /// new optimizer and the options' annealing from its start.
    /// </exception>
    public static IReadOnlyList<ElboValue> Train(
        torch.nn.Module<Tensor, Tensor> network,
        IEnumerable<(Tensor Inputs, Tensor Targets)> batches,
        Func<Tensor, Tensor, Tensor> loss,
        long examples,
        SviOptions? options = null,
        IProgress<SviProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        SviTraining training = new(
            Guard.NotNull(network),
            Guard.NotNull(batches),
            new Elbo(network, loss, examples).Evaluate,
            options ?? new SviOptions(),
            progress,
            cancellationToken);
        return training.Run();
    }
}
