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
    /// <exception cref="InvalidOperationException">The posterior handed over fewer draws than it has.</exception>
    public static PredictiveSamples Sample(
        this IPosteriorPredictive posterior, Tensor inputs, CancellationToken cancellationToken = default)
    {
        Guard.NotNull(posterior);
        Tensor? draws = null;
        int handed = 0;
        try
        {
            posterior.Visit(
                inputs,
                (draw, output) =>
                {
                    draws ??= torch.empty(
                        [posterior.Draws, .. output.shape], dtype: output.dtype, device: output.device).DetachFromDisposeScope();
                    using Tensor row = draws[draw];
                    row.copy_(output);
                    handed++;
                },
                cancellationToken);
            return draws is not null && handed == posterior.Draws
                ? new PredictiveSamples(draws)
                : throw new InvalidOperationException($"The posterior handed over {handed} draws; it has {posterior.Draws}.");
        }
        finally
        {
            draws?.Dispose();
        }
    }
}
