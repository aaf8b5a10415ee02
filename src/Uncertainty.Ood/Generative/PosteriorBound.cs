using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>Bounds of ln p(x) from below for normal posteriors whose parameters are given, with gradients with respect to them.</summary>
internal static class PosteriorBound
{
    /// <summary>[N] nats in double precision, in the current dispose scope.</summary>
    /// <param name="model">The autoencoder.</param>
    /// <param name="inputs">[N, …] inputs.</param>
    /// <param name="mean">[N, L] means of q.</param>
    /// <param name="deviation">[N, L] standard deviations of q.</param>
    /// <param name="noise">K times [1, L].</param>
    /// <param name="bound">Which one.</param>
    public static Tensor Of(
        VariationalAutoencoder model, Tensor inputs, Tensor mean, Tensor deviation, IReadOnlyList<Tensor> noise, LikelihoodBound bound)
    {
        Tensor[] latents = [.. noise.Select(draw => mean + (deviation * draw))];
        Tensor likelihoods = torch.stack([.. latents.Select(z => Wide(model.LogLikelihood(inputs, z)))]);
        return bound switch
        {
            LikelihoodBound.ImportanceWeighted =>
                (likelihoods + torch.stack([.. latents.Zip(noise, (z, draw) => PriorRatio(z, deviation, draw))])).logsumexp(0) - Math.Log(noise.Count),
            _ => likelihoods.mean([0]) - Divergence(mean, deviation),
        };
    }

    /// <summary>[N] KL(N(μ, σ²) ‖ N(0, I)).</summary>
    private static Tensor Divergence(Tensor mean, Tensor deviation) =>
        (((Wide(mean).square() + Wide(deviation).square() - 1) * 0.5) - Wide(deviation).log()).sum(1L);

    /// <summary>[N] ln p(z) − ln q(z | x): what both densities have in common falls away.</summary>
    private static Tensor PriorRatio(Tensor latents, Tensor deviation, Tensor noise) =>
        (((Wide(noise).square() - Wide(latents).square()) * 0.5) + Wide(deviation).log()).sum(1L);

    private static Tensor Wide(Tensor value) => value.to_type(torch.ScalarType.Float64).alias();
}
