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
    /// <exception cref="InvalidOperationException">The posterior did not hand over every draw for every input.</exception>
    public static PredictiveSamples Sample(
        this IPosteriorPredictive posterior, Tensor inputs, CancellationToken cancellationToken = default)
    {
        Guard.NotNull(posterior);
        Tensor? draws = null;
        long handed = 0;
        try
        {
            posterior.Visit(
                inputs,
                (draw, first, outputs) =>
                {
                    long[] shape = [posterior.Draws, inputs.shape[0], .. outputs.shape.AsSpan(1)];
                    draws ??= torch.empty(shape, dtype: outputs.dtype, device: outputs.device).DetachFromDisposeScope();
                    using DisposeScope scope = torch.NewDisposeScope();
                    draws[draw].narrow(0, first, outputs.shape[0]).copy_(outputs);
                    handed += outputs.shape[0];
                },
                cancellationToken);
            long expected = posterior.Draws * inputs.shape[0];
            return draws is not null && handed == expected
                ? new PredictiveSamples(draws)
                : throw new InvalidOperationException(
                    $"The posterior handed over {handed} outputs; {posterior.Draws} draws for {inputs.shape[0]} inputs make {expected}.");
        }
        finally
        {
            draws?.Dispose();
        }
    }
}
