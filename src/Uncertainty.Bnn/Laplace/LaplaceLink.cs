namespace Uncertainty.Bnn;

/// <summary>How <see cref="ClassificationLaplace.Predict"/> turns normally distributed logits into probabilities.</summary>
public enum LaplaceLink
{
    /// <summary>
    /// softmax(m_c / √(1 + π v_c / 8)), with mean m_c and variance v_c of logit c. No sampling; what the logits have in common is not used.
    /// </summary>
    /// <remarks>MacKay, "The Evidence Framework Applied to Classification Networks", Neural Computation 1992; Gibbs 1997 for several classes.</remarks>
    Probit,

    /// <summary>The mean softmax of S draws of the logits, with their covariance.</summary>
    MonteCarlo,
}
