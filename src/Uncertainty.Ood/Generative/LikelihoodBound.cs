namespace Uncertainty.Ood;

/// <summary>Which bound of ln p(x) from below an autoencoder is asked for, both from the same K latents z_k of q(z | x).</summary>
public enum LikelihoodBound
{
    /// <summary>The evidence lower bound: 1/K Σ ln p(x | z_k) − KL(q(z | x) ‖ p(z)), whatever β the autoencoder was trained with.</summary>
    Elbo,

    /// <summary>The importance-weighted bound, which is tighter: ln 1/K Σ p(x | z_k) p(z_k) / q(z_k | x).</summary>
    ImportanceWeighted,
}
