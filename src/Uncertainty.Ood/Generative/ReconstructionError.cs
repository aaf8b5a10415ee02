namespace Uncertainty.Ood;

/// <summary>How far an input is from what an autoencoder makes of it; a sum over the values of the input, not a mean.</summary>
public enum ReconstructionError
{
    /// <summary>Σ (x − x̂)², with the mean of p(x | z) for x̂. At least 0; asks nothing of the inputs.</summary>
    Squared,

    /// <summary>
    /// −ln p(x | z), in nats and with all its constants: of a density it can be below 0. Inputs must be of the likelihood's support. Of a
    /// <see cref="Bnn.VariationalAutoencoder"/> only.
    /// </summary>
    NegativeLogLikelihood,

    /// <summary>What a function of yours says.</summary>
    Given,
}
