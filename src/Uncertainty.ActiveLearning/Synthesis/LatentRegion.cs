namespace Uncertainty.ActiveLearning;

/// <summary>Where latents are kept while they are moved, so that the decoder is asked about what it was trained for. Around 0.</summary>
public enum LatentRegion
{
    /// <summary>The ball that holds the given share of N(0, I): radius √q, q the quantile of χ² with L degrees of freedom.</summary>
    Ball,

    /// <summary>The box that holds the given share of N(0, I): each latent within ± Φ⁻¹((1 + share^(1/L)) / 2).</summary>
    Box,

    /// <summary>Everywhere: nothing but <see cref="LatentAscentOptions.PriorWeight"/> keeps the latents.</summary>
    Everywhere,
}
