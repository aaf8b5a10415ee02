namespace Uncertainty.Bnn;

/// <summary>Which function a draw of the weights is, where they are those of more than the last layer: there the two are one.</summary>
public enum LaplaceDrawing
{
    /// <summary>
    /// The network's tangent at the trained weights ŵ, f(x) + J(x) (w - ŵ): the model that the curvature and the covariance are of.
    /// </summary>
    /// <remarks>Immer, Korzepa, Bauer, "Improving predictions of Bayesian neural nets via local linearization", AISTATS 2021.</remarks>
    Linearised,

    /// <summary>The network with the weights w, run anew for each draw. Where the covariance is wide it is often far worse than the tangent.</summary>
    Sampled,
}
