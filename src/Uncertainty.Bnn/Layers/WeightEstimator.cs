namespace Uncertainty.Bnn;

/// <summary>
/// How a Bayesian layer makes its random outputs while it is trained: all three are unbiased, they differ in the variance of the
/// gradient. No draw of a <see cref="VariationalNetwork"/> depends on it.
/// </summary>
public enum WeightEstimator
{
    /// <summary>One sample of the weights, w = μ + σ ε, for the whole batch. One operation; the noisiest gradient.</summary>
    /// <remarks>Blundell et al., "Weight Uncertainty in Neural Networks", ICML 2015, Section 3.2.</remarks>
    Reparameterisation,

    /// <summary>
    /// The outputs themselves are sampled, each by itself, from the normal that the weights' distribution gives it. Two operations; the
    /// least noise. Exact for a layer of vectors; along the positions of a convolution's map, outputs that share weights are sampled as if
    /// they did not.
    /// </summary>
    /// <remarks>Kingma, Salimans, Welling, "Variational Dropout and the Local Reparameterization Trick", NeurIPS 2015, Eq. (6).</remarks>
    LocalReparameterisation,

    /// <summary>
    /// One sample of the weights' deviations for the batch, with random signs of inputs and outputs for each input, so that inputs have
    /// deviations that are uncorrelated. Two operations; exact for each input in every kind of layer.
    /// </summary>
    /// <remarks>Wen et al., "Flipout: Efficient Pseudo-Independent Weight Perturbations on Mini-Batches", ICLR 2018, Eq. (4).</remarks>
    Flipout,
}
