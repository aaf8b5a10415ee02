using Uncertainty.Bnn;

namespace Uncertainty.Evaluation;

/// <summary>
/// How networks are drawn around the one that <see cref="UncertaintyEvaluation"/> is given: the ways that need a trained network, and at most
/// its training data, but no further training. For all others make the posterior first and evaluate that.
/// </summary>
public enum UncertaintyMethod
{
    /// <summary><see cref="Bnn.McDropout"/>: the network has dropout. Needs no data.</summary>
    McDropout,

    /// <summary><see cref="Bnn.McBatchNorm"/>: the network has BatchNorm. Needs training batches, of the size of those in training.</summary>
    McBatchNorm,

    /// <summary>
    /// <see cref="ClassificationLaplace"/> or <see cref="RegressionLaplace"/>, of the last layer unless <see cref="LaplaceOptions.Layers"/> says
    /// otherwise: the network gives logits, or means. Needs all training data.
    /// </summary>
    Laplace,

    /// <summary>
    /// <see cref="Bnn.SingleNetwork"/>: the network alone, one draw, for networks that say of themselves how sure they are, such as evidential
    /// ones. Of any other the epistemic part is 0, because nothing is known of it.
    /// </summary>
    SingleNetwork,
}
