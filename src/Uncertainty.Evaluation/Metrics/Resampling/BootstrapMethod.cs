namespace Uncertainty.Evaluation;

/// <summary>How an interval is read off the replicates of a bootstrap.</summary>
public enum BootstrapMethod
{
    /// <summary>Bias-corrected and accelerated (BCa): quantiles moved by how skewed the replicates are.</summary>
    BiasCorrectedAccelerated,

    /// <summary>The quantiles of the replicates as they are.</summary>
    Percentile,
}
