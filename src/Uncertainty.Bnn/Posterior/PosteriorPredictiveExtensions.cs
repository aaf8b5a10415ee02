using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>What can be had from any <see cref="IPosteriorPredictive"/>.</summary>
public static class PosteriorPredictiveExtensions
{
    /// <summary>Keeps every draw: [S, N, C, …] outputs as the network gives them.</summary>
    /// <param name="posterior">Where the draws come from.</param>
    /// <param name="inputs">[N, …] inputs of the network; finite, N at least 1.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are empty or not finite.</exception>
    /// <exception cref="InvalidOperationException">The posterior did not hand over every draw for every input, in order.</exception>
    public static PredictiveSamples Sample(
        this IPosteriorPredictive posterior, Tensor inputs, CancellationToken cancellationToken = default) =>
        Keep(posterior, inputs, draws => new PredictiveSamples(draws), cancellationToken);

    /// <summary>
    /// The same with the graph of the passes, for gradients with respect to the inputs: of a posterior that gives them, such as one of
    /// <see cref="McDropout.WithGradients"/>. The outputs of any other have none.
    /// </summary>
    /// <param name="posterior">Where the draws come from.</param>
    /// <param name="inputs">[N, …] inputs of the network; finite, N at least 1.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are empty or not finite, or the outputs of half precision.</exception>
    /// <exception cref="InvalidOperationException">The posterior did not hand over every draw for every input, in order.</exception>
    public static PredictiveSamples SampleWithGraph(
        this IPosteriorPredictive posterior, Tensor inputs, CancellationToken cancellationToken = default) =>
        Keep(posterior, inputs, PredictiveSamples.WithGraph, cancellationToken);

    /// <summary>
    /// Mean and variance over the draws of the outputs as the network gives them: what a regression needs, in memory that does not
    /// depend on S. Not for class probabilities: see <see cref="ProbabilityMoments"/> and <see cref="SoftmaxMoments"/>.
    /// </summary>
    /// <param name="posterior">Where the draws come from.</param>
    /// <param name="inputs">[N, …] inputs of the network; finite, N at least 1.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <returns>Moments without entropies and votes. The caller disposes them.</returns>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are empty or not finite.</exception>
    /// <exception cref="InvalidOperationException">
    /// Outputs are not finite, or the posterior did not hand over every draw for every input, in order.
    /// </exception>
    public static PredictiveMoments Moments(
        this IPosteriorPredictive posterior, Tensor inputs, CancellationToken cancellationToken = default) =>
        Fold(posterior, inputs, MomentsFold.Reading.Numbers, cancellationToken);

    /// <summary>The moments of a network that gives class probabilities, with the entropies and votes of its draws.</summary>
    /// <param name="posterior">Draws [N, C, …] probabilities.</param>
    /// <param name="inputs">[N, …] inputs of the network; finite, N at least 1.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <returns>Moments with entropies and votes. The caller disposes them.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="inputs"/> are empty or not finite, or <paramref name="posterior"/> gives no probabilities.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// Outputs are not finite, or the posterior did not hand over every draw for every input, in order.
    /// </exception>
    public static PredictiveMoments ProbabilityMoments(
        this IPosteriorPredictive posterior, Tensor inputs, CancellationToken cancellationToken = default) =>
        Fold(posterior, inputs, MomentsFold.Reading.Probabilities, cancellationToken);

    /// <summary>
    /// The moments of the class probabilities of a network that gives logits: each draw goes through a softmax over the classes.
    /// </summary>
    /// <param name="posterior">Draws [N, C, …] logits.</param>
    /// <param name="inputs">[N, …] inputs of the network; finite, N at least 1.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <returns>Moments with entropies and votes. The caller disposes them.</returns>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are empty or not finite.</exception>
    /// <exception cref="InvalidOperationException">
    /// Outputs are not finite, or the posterior did not hand over every draw for every input, in order.
    /// </exception>
    public static PredictiveMoments SoftmaxMoments(
        this IPosteriorPredictive posterior, Tensor inputs, CancellationToken cancellationToken = default) =>
        Fold(posterior, inputs, MomentsFold.Reading.Logits, cancellationToken);

    private static PredictiveSamples Keep(
        IPosteriorPredictive posterior, Tensor inputs, Func<Tensor, PredictiveSamples> make, CancellationToken cancellationToken)
    {
        DrawOrder order = Order(posterior, inputs);
        Tensor? draws = null;
        try
        {
            posterior.Visit(
                inputs,
                (draw, first, outputs) =>
                {
                    order.Check(draw, first, outputs);
                    long[] shape = [order.Draws, order.Inputs, .. outputs.shape.AsSpan(1)];
                    draws ??= torch.empty(shape, dtype: outputs.dtype, device: outputs.device).DetachFromDisposeScope();
                    using DisposeScope scope = torch.NewDisposeScope();
                    draws[draw].narrow(0, first, outputs.shape[0]).copy_(outputs);
                },
                cancellationToken);
            order.Complete();
            return make(draws!);
        }
        finally
        {
            draws?.Dispose();
        }
    }

    private static PredictiveMoments Fold(
        IPosteriorPredictive posterior, Tensor inputs, MomentsFold.Reading reading, CancellationToken cancellationToken)
    {
        DrawOrder order = Order(posterior, inputs);
        using MomentsFold fold = new(order, reading);
        posterior.Visit(inputs, fold.Add, cancellationToken);
        return fold.Complete();
    }

    private static DrawOrder Order(IPosteriorPredictive posterior, Tensor inputs)
    {
        Guard.NotNull(posterior);
        Guard.MinimumRank(inputs, 1, "[N, …]");
        return new DrawOrder(posterior.Draws, inputs.shape[0]);
    }
}
