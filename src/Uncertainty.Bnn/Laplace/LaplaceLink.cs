namespace Uncertainty.Bnn;

/// <summary>How <see cref="ClassificationLaplace.Predict"/> turns normally distributed logits into probabilities.</summary>
public enum LaplaceLink
{
    /// <summary>
    /// softmax(d_c / √(1 + π v_c / 8)), with d_c the mean of logit c less the mean of all, and v_c the variance of logit c less the mean of the
    /// others. No sampling. What moves all logits at once moves no probability and does not count; for two classes it is MacKay's formula.
    /// </summary>
    ContrastProbit,

    /// <summary>
    /// softmax(m_c / √(1 + π v_c / 8)), with mean m_c and variance v_c of logit c: as it stands in the literature, and other libraries have it. No
    /// sampling. It counts what all logits have in common as uncertainty, and so is often not sure enough.
    /// </summary>
    /// <remarks>MacKay, "The Evidence Framework Applied to Classification Networks", Neural Computation 1992; Gibbs 1997 for several classes.</remarks>
    Probit,

    /// <summary>The mean softmax of S draws of the logits, with their covariance.</summary>
    MonteCarlo,
}
