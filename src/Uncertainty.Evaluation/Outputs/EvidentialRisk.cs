namespace Uncertainty.Evaluation;

/// <summary>Which loss evidential classification minimises; Sensoy et al. 2018, Section 4.</summary>
public enum EvidentialRisk
{
    /// <summary>Eq. (5): the expected Brier score under the Dirichlet, Σ (y - p)² + p (1 - p)/(α₀ + 1).</summary>
    SumOfSquares,

    /// <summary>Eq. (3): -ln of the expected probability of the true class, ln α₀ - ln α_y.</summary>
    MarginalLikelihood,

    /// <summary>Eq. (4): the expected cross entropy, ψ(α₀) - ψ(α_y).</summary>
    CrossEntropy,
}
